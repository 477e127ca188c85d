import { migrate } from './migrate';
import { onDatabase } from './on-database';

await onDatabase(async (url) => {
  await migrate(url);
  return 'Every migration is applied.';
});
