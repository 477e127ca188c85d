import { setTimeout as sleep } from 'node:timers/promises';
import { connectHttp2, type Http2Client } from './http2-client';

/** Connects from an address as soon as the proxy listens and finds Tandem ready, within 15 s and more. */
export async function reach(
  certificate: () => Promise<Buffer>,
  port: number,
  address: string,
): Promise<Http2Client> {
  for (let tries = 0; ; tries += 1) {
    try {
      const client = await connectHttp2(port, await certificate(), address);
      const { status } = await client.ask('/api/readyz');
      if (status === 200) return client;
      client.close();
    } catch (error) {
      if (tries > 150) throw error;
    }
    await sleep(100);
  }
}
