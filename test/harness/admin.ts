import type { TestFerrule } from './ferrule.ts';

/** Asks the admin API; answers what it said, whatever the status. */
export async function askAdmin(
  ferrule: TestFerrule,
  path: string,
  body?: object,
): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(`${ferrule.url}/_ferrule/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await response.json()) as Readonly<Record<string, unknown>>;
}
