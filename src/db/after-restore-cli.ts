import { afterRestore } from './after-restore';
import { onDatabase } from './on-database';

await onDatabase(async (url) => {
  const { users, sessions } = await afterRestore(url);
  return `Users whose revisions moved on: ${users}. Log-ins that ended: ${sessions}.`;
});
