export type { Batch, SinceOptions } from './changes.js';
export type { CallOptions, TandemOptions } from './connection.js';
export {
  isProblem,
  isTandemError,
  type ProblemError,
  type Problems,
  type TandemError,
} from './errors.js';
export type { ChangeEvent } from './events.js';
export type * from './generated/types.gen.js';
export type { RetryOptions } from './retries.js';
export { cookieToken, signIn, signUp, type StrangerOptions } from './sign-in.js';
export { createTandem, type Tandem } from './tandem.js';
export type { ListOptions, OnceOptions, TaskQuery, WriteOptions } from './tasks.js';
export type { TokenSource } from './tokens.js';
