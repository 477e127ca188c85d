import { type BadTokenContext, type Flaw, rename } from './bad-token-flaw';
import type { Json } from './forge';

/** Headers and claims whose members have the same name twice, or nearly the right one. */
export function wrongNames({ mint }: BadTokenContext): Flaw[] {
  const { header, claims } = mint;
  const repeated = (members: string) => mint.sign(header, withLast(claims, members));
  return [
    {
      why: 'Of two members of one name the last counts, for all readers alike.',
      source: 'RFC 7515 4, RFC 7519 4, RFC 8725 2.6',
      tokens: {
        'alg twice, none last': mint.sign(withLast(header, '"alg":"none"'), claims),
        'alg twice, none last and escaped': mint.sign(
          withLast(header, '"\\u0061lg":"none"'),
          claims,
        ),
        'typ twice, another last': mint.sign(
          withLast(header, '"typ":"JWT","typ":"at+jwt"'),
          claims,
        ),
        'sub twice, an empty one last': repeated('"sub":""'),
        'iss twice, another last': repeated('"iss":"x"'),
        'aud twice, another last and escaped': repeated('"\\u0061ud":"x"'),
        'sid twice, none last': repeated('"sid":null'),
        'exp twice, a word last': repeated('"exp":"never"'),
      },
      twin: mint.sign(
        withLast({ alg: 'none' }, JSON.stringify(header).slice(1, -1)),
        withLast({ sub: '' }, JSON.stringify(claims).slice(1, -1)),
      ),
    },
    {
      why: 'A name that looks like another is another.',
      source: 'RFC 7515 5.3, RFC 8725 3.7',
      tokens: {
        ...lookalikes('alg', header, (changed) => mint.sign(changed, claims)),
        ...lookalikes('sub', claims, (changed) => mint.sign(header, changed)),
        ...lookalikes('exp', claims, (changed) => mint.sign(header, changed)),
        'claims in the prototype': mint.sign(header, `{"__proto__":${JSON.stringify(claims)}}`),
        'the header in the prototype': mint.sign(`{"__proto__":${JSON.stringify(header)}}`, claims),
      },
    },
  ];
}

/** An object without the member `name`, but with one whose name is almost that. */
function lookalikes(
  name: string,
  { [name]: value, ...rest }: Json,
  token: (changed: Json) => string,
): Record<string, string> {
  const names = {
    'in capitals': name.toUpperCase(),
    'and a space': `${name} `,
    'and NUL': `${name}\0`,
    'in another alphabet': name
      .replace(/^a/, '\u0430')
      .replace(/^s/, '\u0455')
      .replace(/^e/, '\u0435'),
  };
  return rename(`the name ${name}`, names, (other) => token({ ...rest, [other]: value }));
}

/** The JSON text of an object with more members at its end. */
function withLast(object: Json, members: string): string {
  return JSON.stringify(object).replace(/\}$/, `,${members}}`);
}
