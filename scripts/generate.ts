import { writeFileSync } from 'node:fs';
import { openApiDocument } from '@/api/openapi';
import { listTokenRefusals } from './list-token-refusals';

writeFileSync('openapi.json', `${JSON.stringify(openApiDocument, undefined, 2)}\n`);
writeFileSync('docs/token-refusals.md', listTokenRefusals());
