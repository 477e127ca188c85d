import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

/** A sample of `deploy/`, made to run here. */
interface Program {
  /** Files it is given, written to its directory. */
  prepare: (place: Place) => Promise<void>;
  command: (place: Place) => [string, ...string[]];
  env?: (place: Place) => Record<string, string>;
}

/** In front of Tandem. */
export interface ProxyProgram extends Program {
  name: string;
  /** Where the certificate lies that its own is signed with. */
  certificate: (place: Place) => string;
}

interface Place {
  directory: string;
  port: number;
  /** Ports of what it stands in front of. */
  upstreams: number[];
}

const run = promisify(execFile);

export const caddy: ProxyProgram = {
  name: 'Caddy',
  prepare: ({ directory }) => {
    const options = 'skip_install_trust\nadmin off\nauto_https disable_redirects';
    const sample = path.resolve('deploy/Caddyfile');
    return writeFile(path.join(directory, 'Caddyfile'), `{\n${options}\n}\nimport ${sample}\n`);
  },
  command: ({ directory }) => ['caddy', 'run', '--config', path.join(directory, 'Caddyfile')],
  env: ({ directory, port, upstreams }) => ({
    XDG_DATA_HOME: directory,
    XDG_CONFIG_HOME: directory,
    TANDEM_SITE: `https://localhost:${port}`,
    TANDEM_UPSTREAM: upstreams.map((upstream) => `127.0.0.1:${upstream}`).join(' '),
  }),
  certificate: ({ directory }) => path.join(directory, 'caddy/pki/authorities/local/root.crt'),
};

export const nginx: ProxyProgram = {
  name: 'nginx',
  prepare: async ({ directory, port, upstreams }) => {
    await makeCertificate(directory);
    await adapt('nginx.conf', directory, [
      ['listen 443', `listen 127.0.0.1:${port}`],
      ['/etc/ssl/tandem.crt', path.join(directory, 'tandem.crt')],
      ['/etc/ssl/tandem.key', path.join(directory, 'tandem.key')],
      ['server 127.0.0.1:3000;', upstreams.map((one) => `server 127.0.0.1:${one};`).join(' ')],
    ]);
    const http = `access_log off; client_body_temp_path ${directory}/body; proxy_temp_path ${directory}/kept;`;
    await writeFile(
      path.join(directory, 'main.conf'),
      `daemon off; pid ${directory}/pid; events {} http { ${http} include ${directory}/nginx.conf; }`,
    );
  },
  command: ({ directory }) => ['nginx', '-e', 'stderr', '-c', path.join(directory, 'main.conf')],
  certificate: ({ directory }) => path.join(directory, 'tandem.crt'),
};

export const haproxy: ProxyProgram = {
  name: 'HAProxy',
  prepare: async ({ directory, port, upstreams }) => {
    await makeCertificate(directory);
    await adapt('haproxy.cfg', directory, [
      ['bind :443', `bind 127.0.0.1:${port}`],
      ['/etc/ssl/tandem.pem', path.join(directory, 'tandem.pem')],
      ...[3000, 3001, 3002].map(
        (sample, index) => [`:${sample}`, `:${upstreams[index % upstreams.length]}`] as const,
      ),
    ]);
  },
  command: ({ directory }) => ['haproxy', '-db', '-f', path.join(directory, 'haproxy.cfg')],
  certificate: ({ directory }) => path.join(directory, 'tandem.crt'),
};

/** In front of PostgreSQL. */
export const postgresBalancer: Program = {
  prepare: ({ directory, port, upstreams: [first, second] }) =>
    adapt('haproxy-postgres.cfg', directory, [
      ['127.0.0.1:5000', `127.0.0.1:${port}`],
      ['/etc/haproxy/takes-writes.sh', path.resolve('deploy/takes-writes.sh')],
      ['10.0.0.1:5432', `127.0.0.1:${first}`],
      ['10.0.0.2:5432', `127.0.0.1:${second}`],
    ]),
  command: ({ directory }) => [
    'haproxy',
    '-db',
    '-f',
    path.join(directory, 'haproxy-postgres.cfg'),
  ],
};

/** Starts a proxy that speaks TLS. */
export async function startProxy(program: ProxyProgram, place: Place) {
  const running = await startProgram(program, place);
  return { ...running, certificate: () => readFile(program.certificate(place)) };
}

/** Starts one; `output` is what it has written. */
export async function startProgram(program: Program, place: Place) {
  await program.prepare(place);
  const [command, ...args] = program.command(place);
  const { PATH, NODE_ENV } = process.env;
  const env = { PATH, NODE_ENV, HOME: place.directory, ...program.env?.(place) };
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  const exit = once(child, 'exit');
  return {
    output: () => output,
    stop: async () => {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await exit;
      clearTimeout(timer);
    },
  };
}

/** Only what a machine decides is put in place of the sample's, each of which must be there. */
async function adapt(
  name: string,
  directory: string,
  changes: (readonly [string, string])[],
): Promise<void> {
  let text = await readFile(path.join('deploy', name), 'utf8');
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`deploy/${name} has no ${from}`);
    text = text.replace(from, to);
  }
  await writeFile(path.join(directory, name), text);
}

/** For localhost, signed by itself, for a day. */
async function makeCertificate(directory: string): Promise<void> {
  const [key, certificate] = ['tandem.key', 'tandem.crt'].map((name) => path.join(directory, name));
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  await run('openssl', [
    'req',
    ...kind,
    ...subject,
    '-days',
    '1',
    '-keyout',
    key!,
    '-out',
    certificate!,
  ]);
  const both = await Promise.all([certificate!, key!].map((file) => readFile(file, 'utf8')));
  await writeFile(path.join(directory, 'tandem.pem'), both.join(''));
}
