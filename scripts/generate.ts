import { writeFileSync } from 'node:fs';
import { openApiDocument } from '@/api/openapi';
import { listProblems } from './list-problems';
import { listTokenRefusals } from './list-token-refusals';

writeFileSync('openapi.json', `${JSON.stringify(openApiDocument, undefined, 2)}\n`);
writeFileSync('docs/token-refusals.md', listTokenRefusals());
writeFileSync('docs/problems.md', listProblems());
