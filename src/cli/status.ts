import { askAdmin } from './admin-client.ts';

/** `ferrule status`. */
export async function runStatus(flags: { readonly endpoint: string; readonly json?: boolean }): Promise<void> {
  const status = await askAdmin(flags.endpoint, 'GET', '/_ferrule/status');
  if (flags.json) {
    process.stdout.write(`${JSON.stringify(status, null, 2)}\n`);
    return;
  }
  for (const [name, value] of Object.entries(status)) process.stdout.write(`${name.padEnd(14)} ${line(value)}\n`);
}

const line = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? Object.entries(value)
        .map(([name, count]) => `${name} ${String(count)}`)
        .join(', ')
    : String(value);
