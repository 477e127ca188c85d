import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { createClientAddress } from './client-address';

const PROXIES = ['10.0.0.0/8', '192.0.2.7', '2001:db8::/32'];

test.each([
  ['without proxies the header means nothing', [], '203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['no header', PROXIES, '10.1.2.3', undefined, '10.1.2.3'],
  ['a stranger cannot claim an address', PROXIES, '203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['a trusted proxy is believed', PROXIES, '10.1.2.3', '198.51.100.1', '198.51.100.1'],
  ['a proxy in front of a proxy', PROXIES, '10.1.2.3', '198.51.100.1, 192.0.2.7', '198.51.100.1'],
  ['what a client put in front', PROXIES, '10.1.2.3', '1.1.1.1, 198.51.100.1', '198.51.100.1'],
  ['only trusted hops: the farthest', PROXIES, '10.1.2.3', '10.9.9.9, 192.0.2.7', '10.9.9.9'],
  ['IPv6', PROXIES, '2001:db8::1', '2001:4860::8888', '2001:4860::8888'],
  ['IPv4 as a dual-stack socket writes it', PROXIES, '::ffff:10.1.2.3', '1.2.3.4', '1.2.3.4'],
  ['the same without proxies', [], '::ffff:203.0.113.9', undefined, '203.0.113.9'],
  ['a port', PROXIES, '10.1.2.3', '198.51.100.1:4711', '198.51.100.1'],
  ['a port behind IPv6', PROXIES, '10.1.2.3', '[2001:4860::8888]:443', '2001:4860::8888'],
  ['brackets', PROXIES, '10.1.2.3', '[2001:4860::8888]', '2001:4860::8888'],
  ['a zone', [], 'fe80::1%eth0', undefined, 'fe80::1'],
  ['a trusted hop with a port', PROXIES, '10.1.2.3', '1.1.1.1, 192.0.2.7:80', '1.1.1.1'],
  ['a trusted hop as IPv6 writes it', PROXIES, '10.1.2.3', '1.1.1.1, ::FFFF:192.0.2.7', '1.1.1.1'],
  ['the same in hexadecimal', PROXIES, '10.1.2.3', '1.1.1.1, ::ffff:c000:207', '1.1.1.1'],
  ['empty hops', PROXIES, '10.1.2.3', ' , 198.51.100.1,', '198.51.100.1'],
  ['garbage is no trusted hop', PROXIES, '10.1.2.3', '198.51.100.1, unknown', 'unknown'],
])('%s', (_, proxies, remoteAddress, forwarded, expected) => {
  const request = {
    socket: { remoteAddress },
    headers: { ...(forwarded !== undefined && { 'x-forwarded-for': forwarded }) },
  };
  expect(createClientAddress(proxies)(request as IncomingMessage)).toBe(expected);
});
