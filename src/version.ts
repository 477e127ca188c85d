import { version } from '../package.json';

/** Of this release, as the document and readiness tell it (semantic versioning 2.0.0). */
export const VERSION = version;
