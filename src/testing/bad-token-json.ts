import { type BadTokenContext, type Flaw, rename } from './bad-token-flaw';
import { encode } from './forge';

/** Headers and payloads that are no JSON objects. */
export function wrongJson({ mint }: BadTokenContext): Flaw[] {
  const { header, claims } = mint;
  const [head, payload] = [JSON.stringify(header), JSON.stringify(claims)];
  const [goodHead, goodPayload] = [encode(header), encode(claims)];
  return [
    {
      why: 'The header is not one JSON object in UTF-8.',
      source: 'RFC 7515 5.2, RFC 8725 3.7, RFC 8259 8.1',
      tokens: {
        ...rename('the header:', otherTexts(head), (text) => mint.sign(text, claims)),
        ...rename('the header:', otherBytes(head), (part) =>
          mint.signText(`${part}.${goodPayload}`),
        ),
      },
      twin: mint.sign(` ${head}\r\n\t`, claims),
    },
    {
      why: 'The payload is not one JSON object in UTF-8.',
      source: 'RFC 7519 7.2, RFC 8725 3.7, RFC 8259 8.1',
      tokens: {
        ...rename('the payload:', otherTexts(payload), (text) => mint.sign(header, text)),
        ...rename('the payload:', otherBytes(payload), (part) =>
          mint.signText(`${goodHead}.${part}`),
        ),
        'exp that is NaN': mint.sign(header, payload.replace(/"exp":\d+/, '"exp":NaN')),
        'exp that is Infinity': mint.sign(header, payload.replace(/"exp":\d+/, '"exp":Infinity')),
      },
      twin: mint.sign(header, ` ${payload}\r\n\t`),
    },
  ];
}

function otherTexts(object: string): Record<string, string> {
  return {
    nothing: '',
    'a space': ' ',
    null: 'null',
    true: 'true',
    'a number': '7',
    'a string': '"text"',
    'an empty object': '{}',
    'an empty array': '[]',
    'an array around the object': `[${object}]`,
    'a string around the object': JSON.stringify(object),
    'half an object': object.slice(0, -1),
    'an object and a letter': `${object}x`,
    'an object twice': object + object,
    'an object and NUL': `${object}\0`,
    'an object and a comma': object.replace('}', ',}'),
    'single quotation marks': object.replaceAll('"', "'"),
    'a comment': object.replace('{', '{/**/'),
    'a byte order mark': `\uFEFF${object}`,
    'a no-break space': `\u00A0${object}`,
  };
}

function otherBytes(object: string): Record<string, string> {
  const invalid = object.replace('}', ',"x":"\xff"}');
  return {
    'UTF-16': Buffer.from(object, 'utf16le').toString('base64url'),
    'invalid UTF-8': Buffer.from(invalid, 'latin1').toString('base64url'),
  };
}
