import { writeFileSync } from 'node:fs';
import { openApiDocument } from '@/api/openapi';

writeFileSync('openapi.json', `${JSON.stringify(openApiDocument, undefined, 2)}\n`);
