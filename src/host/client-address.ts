import { BlockList, isIP } from 'node:net';
import type { IncomingMessage } from 'node:http';

/**
 * Tells the address of a client: that of the connection, or behind proxies that are trusted
 * (addresses or subnets such as `10.0.0.0/8`) the nearest one in `X-Forwarded-For` that is not.
 */
export function createClientAddress(trustedProxies: readonly string[]) {
  const trusted = createBlockList(trustedProxies);
  return (request: IncomingMessage): string | undefined => {
    const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
    const hops = [
      ...forwarded.map((hop) => hop.trim()).filter(Boolean),
      request.socket.remoteAddress,
    ];
    const known = hops
      .filter((hop) => hop !== undefined)
      .toReversed()
      .map(unmap);
    return known.find((hop) => !isTrusted(trusted, hop)) ?? known.at(-1);
  };
}

function createBlockList(proxies: readonly string[]): BlockList {
  const list = new BlockList();
  for (const proxy of proxies) {
    const [address = '', prefix] = proxy.split('/');
    const family = familyOf(address);
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}

function isTrusted(trusted: BlockList, address: string): boolean {
  return isIP(address) !== 0 && trusted.check(address, familyOf(address));
}

function familyOf(address: string) {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

/** `::ffff:127.0.0.1` is how a dual-stack socket writes an IPv4 address. */
function unmap(address: string): string {
  return address.startsWith('::ffff:') && isIP(address.slice(7)) === 4 ? address.slice(7) : address;
}
