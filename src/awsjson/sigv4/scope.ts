import type { Authorization } from './authorization-value.ts';
import { invalid } from './fault.ts';
import type { SignatureFault } from './fault.ts';
import type { Timestamp } from './timestamp.ts';

export const TERMINATOR = 'aws4_request';

const SERVICES: ReadonlyMap<string, string> = new Map([
  ['OvertureService', 'directconnect'],
  ['secretsmanager', 'secretsmanager'],
]);

/**
 * The signing name of the service that a request addresses: by its `X-Amz-Target`, or the one named, whose query protocol
 * has none. Undefined for a target that is no service of ours.
 */
export function addressedService(target: string | undefined, queryService: string): string | undefined {
  return target === undefined ? queryService : SERVICES.get(target.split('.', 1)[0] ?? '');
}

/** What a credential scope gets wrong, all of it in one message, as on AWS. */
export function scopeFault(
  { date, terminator, service }: Authorization,
  signed: Timestamp,
  addressed: string,
): SignatureFault | undefined {
  const sentences: string[] = [];
  if (service !== addressed) sentences.push(`Credential should be scoped to correct service: '${addressed}'.`);
  if (terminator !== TERMINATOR) {
    sentences.push(`Credential should be scoped with a valid terminator: '${TERMINATOR}'.`);
  }
  if (date !== signed.basic.slice(0, 8)) {
    sentences.push('Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.');
  }
  return sentences.length === 0 ? undefined : invalid(sentences.join(' '));
}
