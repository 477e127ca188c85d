import type { IncomingMessage, RequestListener } from 'node:http';
import type { Gate } from '@/api/gate';
import { createAnswerer } from '@/api/handler';
import { describeFailure } from '@/db/failures';
import type { Services } from '@/services';
import { createClientAddress } from './client-address';
import { fromNode, resolve } from './node-request';
import { sendAnswer } from './send-answer';

/** Answers requests under `/api` straight from Node's http; a URL that cannot be read leads nowhere. */
export function createApiListener(services: Services, gate?: Gate): RequestListener {
  const answer = createAnswerer(services, gate);
  const addressOf = createClientAddress(services.env.TRUSTED_PROXIES);
  return async (incoming, outgoing) => {
    const answered = await answer(fromNode(incoming, outgoing, addressOf));
    try {
      sendAnswer(incoming, outgoing, answered);
    } catch (error) {
      services.log.error({ failure: describeFailure(error) }, 'An answer could not be sent');
      outgoing.destroy();
    }
  };
}

/** Whether a request is for the API, not for a page: by the path that its URL is resolved to, if to any. */
export function isApi({ url }: IncomingMessage): boolean {
  const path = resolve(url)?.path;
  return path === undefined || path === '/api' || path.startsWith('/api/');
}
