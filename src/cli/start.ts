import { resolve } from 'node:path';
import { startServer } from '../app/ferrule.ts';
import type { FerruleOptions } from '../app/options.ts';
import { version } from '../app/version.ts';
import { ferruleOptions } from './start-options.ts';
import { toldToStop } from './told-to-stop.ts';

/** `ferrule start`: serves until it is told to stop. */
export async function runStart(flags: Parameters<typeof ferruleOptions>[0]): Promise<void> {
  const options = ferruleOptions(flags, process.env);
  const running = await startServer(options);
  // Before anybody knows that it is there.
  const told = toldToStop();
  process.stdout.write(`${banner(options, running.url)}\nReady.\n`);
  await told;
  await running.stop();
}

function banner(options: FerruleOptions, url: string): string {
  const kept =
    options.dataDirectory === undefined ? 'in memory only: gone when this ends' : resolve(options.dataDirectory);
  return [
    `Ferrule ${version}: AWS Direct Connect, Secrets Manager and STS at ${url}`,
    `data       ${kept}`,
    `lifecycle  ${options.lifecycle}; auth ${options.auth}`,
    ...(options.portd === undefined ? [] : [`ports      attached ones in the port daemon at ${options.portd}`]),
    `next       eval "$(npx ferrule env${url.endsWith(':4566') ? '' : ` --endpoint ${url}`}${options.auth === 'verify' ? ' --endpoints-only' : ''})" && aws directconnect describe-locations`,
  ].join('\n');
}
