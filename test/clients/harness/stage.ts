import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { clientEnvironment } from '../../../src/app/client-environment.ts';
import { startServerProcess } from './server-process.ts';
import type { ServerProcess } from './server-process.ts';

/** What a case has to itself: a directory, a server, and the environment of its clients. */
export interface Stage {
  readonly directory: string;
  readonly server: ServerProcess;
  /** All that a client is told: the endpoints and credentials that `ferrule env` prints, and an empty home. */
  readonly environment: (credentials?: Credentials) => Record<string, string>;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Sets a stage that is cleared when the test has ended. @param args of `ferrule start` */
export async function setStage(
  t: TestContext,
  args: readonly string[] = ['--memory'],
  region = 'us-east-1',
): Promise<Stage> {
  const directory = temporaryDirectory();
  const server = await startServerProcess({ directory, args });
  t.after(async () => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  });
  return {
    directory,
    server,
    environment: (credentials) => environmentOf(directory, clientEnvironment(server.url, region, credentials)),
  };
}

export const temporaryDirectory = (): string => mkdtempSync(join(tmpdir(), 'ferrule-clients-'));

/** The environment of a program that must see nothing of whoever runs the tests: not their credentials, not their proxies. */
export function environmentOf(
  directory: string,
  variables: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const home = join(directory, 'home');
  mkdirSync(home, { recursive: true });
  return { PATH: process.env['PATH'] ?? '', HOME: home, LANG: 'C.UTF-8', ...variables };
}
