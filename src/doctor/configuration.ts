import type { Env } from '@/env';
import { fine, type Finding, warning } from './finding';

const NAME = 'configuration';

/** What can be told of the variables alone. */
export function examineConfiguration(env: Env): Finding[] {
  const { protocol, hostname } = new URL(env.BETTER_AUTH_URL);
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  const isSecure = protocol === 'https:';
  const warnings = [
    !isSecure && !isLocal
      ? warning(
          NAME,
          `BETTER_AUTH_URL is ${env.BETTER_AUTH_URL}: passwords and tokens can be read on their way`,
          'Put a proxy with TLS in front, and set BETTER_AUTH_URL to its https:// address.',
        )
      : [],
    isSecure && env.TRUSTED_PROXIES.length === 0
      ? warning(
          NAME,
          'No proxy is trusted, so that all people seem to come from its address, and share its limits of log-in',
          'Set TRUSTED_PROXIES to where the proxy that speaks TLS connects from.',
        )
      : [],
    env.AUTH_RATE_LIMIT
      ? []
      : warning(NAME, 'Passwords may be guessed without a limit', 'Take AUTH_RATE_LIMIT=off away.'),
  ].flat();
  return warnings.length > 0 ? warnings : [fine(NAME, 'every variable is understood')];
}
