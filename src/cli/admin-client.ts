/** Asks the admin API of a running Ferrule. @throws Error with its message, or that none answers at that address */
export async function askAdmin(
  endpoint: string,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: object,
): Promise<Readonly<Record<string, unknown>>> {
  const response = await fetch(new URL(path, endpoint), {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  }).catch((fault: unknown) => {
    throw new Error(
      `no Ferrule answers at ${endpoint} (start one with: ferrule start; another address: --endpoint URL)`,
      { cause: fault },
    );
  });
  const answer = (await response.json()) as Readonly<Record<string, unknown>>;
  if (!response.ok) throw new Error(String(answer['message'] ?? `the admin API answered ${response.status}`));
  return answer;
}
