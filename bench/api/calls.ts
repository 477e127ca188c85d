/** A request of one work. */
export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  path: string;
  token: string;
  headers?: Record<string, string>;
  body?: object;
}

/** The request as it goes over the wire (HTTP/1.1). */
export function toText(call: Call): string {
  const { method, path } = call;
  const body = call.body === undefined ? '' : JSON.stringify(call.body);
  const lines = Object.entries(headersOf(call)).map(([name, value]) => `${name}: ${value}`);
  if (body) lines.push(`content-length: ${Buffer.byteLength(body)}`);
  return [`${method} ${path} HTTP/1.1`, 'host: localhost', ...lines, '', body].join('\r\n');
}

/** Sends it once. */
export function send(origin: string, call: Call): Promise<Response> {
  const { method, path, body } = call;
  return fetch(`${origin}${path}`, {
    method,
    headers: headersOf(call),
    ...(body && { body: JSON.stringify(body) }),
  });
}

function headersOf({ token, headers, body }: Call): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    ...(body && { 'content-type': 'application/json' }),
    ...headers,
  };
}
