import { createHandler, type Handler } from '@/api/handler';
import { getServices } from '@/services';

// Used in development and on serverless hosts; `npm start` answers /api before Next sees it.
export const dynamic = 'force-dynamic';

let handler: Handler | undefined;

async function answer(request: Request): Promise<Response> {
  handler ??= createHandler(await getServices());
  return handler(request);
}

export {
  answer as GET,
  answer as HEAD,
  answer as POST,
  answer as PUT,
  answer as PATCH,
  answer as DELETE,
  answer as OPTIONS,
};
