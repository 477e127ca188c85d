import { createHandler } from '@/api/handler';
import { getServices } from '@/services';

// Used in development and on serverless hosts; `npm start` answers /api before Next sees it.
export const dynamic = 'force-dynamic';

async function answer(request: Request): Promise<Response> {
  return createHandler(await getServices())(request);
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
