// In a bundle of CommonJS, what `import.meta.url` is in a module.
import { pathToFileURL } from 'node:url';

export const importMetaUrl = pathToFileURL(__filename).href;
