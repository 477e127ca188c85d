import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SignJWT } from 'jose';
import { parseEnv } from '@/env';
import { createServices } from '@/services';

const COUNT = 5_000;
const SECRET = 'a secret of the benchmark, long enough';

const directory = await mkdtemp(path.join(tmpdir(), 'tandem-bench-'));
const env = parseEnv({ DATA_DIR: directory, BETTER_AUTH_SECRET: SECRET, LOG_LEVEL: 'silent' });
const services = await createServices(env);
try {
  const tokens = await Promise.all(Array.from({ length: COUNT }, sign));
  await verifyAll(await Promise.all(Array.from({ length: COUNT }, sign)));
  const first = await verifyAll(tokens);
  const again = await verifyAll(tokens);
  process.stdout.write(
    `Verifying a token, mean of ${COUNT}: first ${first} ms, again ${again} ms\n`,
  );
} finally {
  await services.close();
  await rm(directory, { recursive: true });
}

function sign(): Promise<string> {
  return new SignJWT({ email: 'ada@example.com', sid: randomUUID(), jti: randomUUID() })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject('w2PYO9wq2FGP2fR1')
    .setIssuer(env.BETTER_AUTH_URL)
    .setAudience(env.BETTER_AUTH_URL)
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(SECRET));
}

/** Milliseconds a token. */
async function verifyAll(tokens: string[]): Promise<string> {
  const start = performance.now();
  for (const token of tokens) {
    const verification = await services.tokens.verify(token);
    if (!verification.ok) throw new Error(verification.reason);
  }
  return ((performance.now() - start) / tokens.length).toFixed(4);
}
