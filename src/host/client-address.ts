import { BlockList, isIP, type Socket } from 'node:net';
import type { IncomingMessage } from 'node:http';

/**
 * Tells the address of a client: that of the connection, or behind proxies that are trusted
 * (addresses or subnets such as `10.0.0.0/8`) the nearest one in `X-Forwarded-For` that is not.
 */
export function createClientAddress(trustedProxies: readonly string[]) {
  if (trustedProxies.length === 0) return ({ socket }: IncomingMessage) => addressOf(socket);
  const trusted = createBlockList(trustedProxies);
  return (request: IncomingMessage): string | undefined => {
    const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
    const hops = forwarded.map((hop) => bare(hop.trim())).filter(Boolean);
    const nearestFirst = [addressOf(request.socket) ?? [], ...hops.toReversed()].flat();
    return nearestFirst.find((hop) => !isTrusted(trusted, hop)) ?? nearestFirst.at(-1);
  };
}

function addressOf({ remoteAddress }: Socket): string | undefined {
  return remoteAddress && bare(remoteAddress);
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

/** The address alone, without brackets, port, zone, and the `::ffff:` before IPv4 on a dual-stack socket. */
function bare(text: string): string {
  const [, address = text] = /^\[(.*)\](?::\d+)?$/.exec(text) ?? /^([\d.]+):\d+$/.exec(text) ?? [];
  const [withoutZone = ''] = address.split('%');
  const [, mapped = ''] = /^::ffff:(.*)$/i.exec(withoutZone) ?? [];
  return isIP(mapped) === 4 ? mapped : withoutZone;
}
