import { toAuthorization } from './authorization-value.ts';
import type { Authorization } from './authorization-value.ts';
import { incomplete } from './fault.ts';
import type { SignatureFault } from './fault.ts';
import type { QueryParameter } from './request-target.ts';

const REQUIRED = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Signature',
  'X-Amz-SignedHeaders',
  'X-Amz-Date',
] as const;
const OPTIONAL = ['X-Amz-Expires', 'X-Amz-Security-Token'] as const;
const NAMES: ReadonlySet<string> = new Set<string>([...REQUIRED, ...OPTIONAL]);

const RE_EXAMINE = 'Re-examine the query-string parameters.';

/** Parses the parameters of a presigned request. Names are exact, as on AWS; a repeated one is refused. */
export function parsePresigned(query: readonly QueryParameter[]): Authorization | SignatureFault {
  const given = new Map<string, string>();
  for (const [name, value] of query) {
    if (!NAMES.has(name)) continue;
    if (given.has(name))
      return incomplete(`AWS query-string parameters include '${name}' more than once. ${RE_EXAMINE}`);
    given.set(name, value);
  }
  const [algorithm, credential, signature, signedHeaders, timestamp] = REQUIRED.map((name) => given.get(name));
  if (!algorithm || !credential || !signature || !signedHeaders || !timestamp) {
    const lacking = REQUIRED.filter((name) => !given.get(name));
    const sentences = lacking.map((name) => `AWS query-string parameters must include '${name}'.`);
    return incomplete([...sentences, RE_EXAMINE].join(' '));
  }
  const [expires, sessionToken] = OPTIONAL.map((name) => given.get(name));
  return toAuthorization({
    form: 'query',
    algorithm,
    credential,
    signedHeaders,
    signature,
    timestamp,
    sessionToken,
    expires,
  });
}
