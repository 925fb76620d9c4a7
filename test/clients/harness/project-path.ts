import { fileURLToPath } from 'node:url';

// As compiled, this file is four folders below the project's root.
const ROOT = new URL('../../../../', import.meta.url);

/** A path of the project's, wherever the tests are run. */
export const projectPath = (path: string): string => fileURLToPath(new URL(path, ROOT));
