import { getIP } from 'better-auth/api';

/** Set from what the host tells, and stripped from what clients send, before Better Auth sees a request. */
export const ADDRESS_HEADER = 'x-client-ip';

/** How Better Auth tells the addresses of clients. */
export const ipAddress = { ipAddressHeaders: [ADDRESS_HEADER] };

/** An address as sessions and counters keep it: of IPv6 the /64, which one subscriber has whole; undefined if it is none. */
export function networkOf(address: string | null | undefined): string | undefined {
  const headers = new Headers(address ? { [ADDRESS_HEADER]: address } : {});
  return getIP(headers, { advanced: { ipAddress } }) ?? undefined;
}
