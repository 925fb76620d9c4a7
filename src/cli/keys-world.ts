import { readFile, writeFile } from 'node:fs/promises';
import type { DirectConnect } from '@aws-sdk/client-direct-connect';
import type { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { directConnectClient, secretsManagerClient } from './sdk-clients.ts';

/** Whose Direct Connect a command works with. */
export interface WhereFlags {
  readonly endpoint: string;
  readonly aws?: boolean;
  readonly region?: string;
  readonly account?: string;
}

export const clientFor = (flags: WhereFlags): Promise<DirectConnect> => directConnectClient(configurationOf(flags));

export const secretsClientFor = (flags: WhereFlags): Promise<SecretsManager> =>
  secretsManagerClient(configurationOf(flags));

/** A Ferrule takes whoever signs, unless it verifies; then it wants what AWS would. */
function configurationOf({ endpoint, aws, region, account }: WhereFlags) {
  if (aws) return region === undefined ? {} : { region };
  const { AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  return {
    endpoint,
    region: region ?? AWS_REGION ?? 'us-east-1',
    credentials: {
      accessKeyId: account ?? AWS_ACCESS_KEY_ID ?? 'test',
      secretAccessKey: AWS_SECRET_ACCESS_KEY ?? 'test',
      ...(AWS_SESSION_TOKEN === undefined ? {} : { sessionToken: AWS_SESSION_TOKEN }),
    },
  };
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => void setTimeout(resolve, milliseconds));

/** Aborted by the first Ctrl-C or SIGTERM; the second one ends the process, as it would have. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}

/** @throws Error that names the file, before anything was done, if it cannot be written */
export async function prepareReport(file: string | undefined): Promise<void> {
  if (file === undefined) return;
  const former = await readFile(file).catch(() => Buffer.alloc(0));
  await writeFile(file, former);
}

export async function writeReport(file: string | undefined, report: object): Promise<void> {
  if (file !== undefined) await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
}

export const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** A CKN as people can compare it. */
export const shortCkn = (ckn: string): string => `${ckn.slice(0, 8)}…${ckn.slice(-4)}`;

/** Seconds since `began`, as wide as a column. */
export const clock = (began: number, at: number): string => `${((at - began) / 1000).toFixed(1).padStart(6)} s`;

/** The same text with every CKN in it cut short. */
export const withShortCkns = (text: string): string =>
  text.replace(/(?<![/0-9a-f])[0-9a-f]{64}(?![0-9a-f-])/gi, (ckn) => shortCkn(ckn));

export const howMany = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
