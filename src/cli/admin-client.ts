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
    throw new Error(`no Ferrule answers at ${endpoint} ${hintOf(fault)}`, { cause: fault });
  });
  const answer = await response.json().then(
    (json) => json as Readonly<Record<string, unknown>>,
    (fault: unknown) => {
      throw new Error(`what answers at ${endpoint} is no Ferrule (another address: --endpoint URL)`, { cause: fault });
    },
  );
  if (!response.ok) throw new Error(String(answer['message'] ?? `the admin API answered ${response.status}`));
  return answer;
}

/**
 * The lines that the admin API goes on to send, until the signal says that it is enough.
 * @throws Error as `askAdmin` does, before the first line
 */
export async function followAdmin(endpoint: string, path: string, enough: AbortSignal): Promise<AsyncIterable<string>> {
  const response = await fetch(new URL(path, endpoint), { signal: enough }).catch((fault: unknown) => {
    throw new Error(`no Ferrule answers at ${endpoint} ${hintOf(fault)}`, { cause: fault });
  });
  if (!response.ok || response.body === null) {
    const { message } = (await response.json()) as { message?: string };
    throw new Error(message ?? `the admin API answered ${response.status}`);
  }
  return linesOf(response.body, enough);
}

async function* linesOf(body: AsyncIterable<Uint8Array>, enough: AbortSignal): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const chunk of body) {
      const lines = `${rest}${decoder.decode(chunk, { stream: true })}`.split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
    }
  } catch (fault) {
    if (!enough.aborted) throw fault;
  }
}

/** What to do about a server that cannot be asked. A certificate that nobody vouches for is not an absent server. */
function hintOf(fault: unknown): string {
  const cause = fault instanceof Error ? fault.cause : undefined;
  if (cause instanceof Error && 'code' in cause && /CERT|SIGNATURE|ALTNAME/.test(String(cause.code)))
    return `that can be trusted: ${cause.message} (NODE_EXTRA_CA_CERTS=FILE names a certificate to trust)`;
  return '(start one with: ferrule start; another address: --endpoint URL)';
}
