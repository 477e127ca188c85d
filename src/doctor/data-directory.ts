import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Env } from '@/env';
import { failed, fine, type Finding } from './finding';

const NAME = 'data directory';

/** Whether the embedded database can live where it is to; nothing where another is used. */
export async function examineDataDirectory({ DATABASE_URL, DATA_DIR }: Env): Promise<Finding[]> {
  if (DATABASE_URL) return [];
  const directory = path.resolve(DATA_DIR);
  const found = await nearest(directory);
  const stats = await stat(found);
  if (!stats.isDirectory()) {
    return [failed(NAME, `${found} is no directory`, 'Set DATA_DIR to one, or move the file.')];
  }
  const isWritable = await access(found, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!isWritable) {
    const advice = 'Give it to the user that Tandem runs as, or set DATA_DIR to another one.';
    return [failed(NAME, `${found} cannot be written to`, advice)];
  }
  return [fine(NAME, found === directory ? directory : `${directory} will be made`)];
}

/** The directory, or what is there of the way to it. */
async function nearest(directory: string): Promise<string> {
  const isThere = await stat(directory).then(
    () => true,
    () => false,
  );
  return isThere ? directory : nearest(path.dirname(directory));
}
