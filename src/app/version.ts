import { existsSync, readFileSync } from 'node:fs';

/** This package's version, wherever in the package this file has been compiled to. */
export const version: string = (
  JSON.parse(readFileSync(packageFile(new URL('../', import.meta.url)), 'utf8')) as { version: string }
).version;

function packageFile(directory: URL): URL {
  const file = new URL('package.json', directory);
  return existsSync(file) ? file : packageFile(new URL('../', directory));
}
