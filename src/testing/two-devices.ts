import { decodeJwt } from 'jose';
import type { Member } from './members';

/** A device of a member, by the name of its token. */
export type Device = 'token' | 'otherToken';

/** How each server answers each token. */
type Worth = Record<Device, number[]>;

/** What the tokens of a member are worth to these servers. */
export async function worthOf(servers: { port: number }[], member: Member): Promise<Worth> {
  const statusesOf = (device: Device) =>
    Promise.all(servers.map((server) => statusOf(server, member.id, member[device])));
  const [token, otherToken] = await Promise.all([statusesOf('token'), statusesOf('otherToken')]);
  return { token, otherToken };
}

/** How it has to be on two servers when the sessions of these devices have ended. */
export function worthAfter(...ended: Device[]): Worth {
  const statusesOf = (device: Device) => Array(2).fill(ended.includes(device) ? 401 : 200);
  return { token: statusesOf('token'), otherToken: statusesOf('otherToken') };
}

/** The id of the session that a device's token is of. */
export function sessionOf(member: Member, device: Device): string {
  return String(decodeJwt(member[device])['sid']);
}

async function statusOf(
  { port }: { port: number },
  userId: string,
  token: string,
): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}/api/${userId}/tasks`, {
    headers: { authorization: `Bearer ${token}` },
  });
  await response.body?.cancel();
  return response.status;
}
