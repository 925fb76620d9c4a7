import type { Call } from '../call.ts';
import { clientException } from '../errors.ts';
import { AfterCommit } from '../handler.ts';
import { isLag, titleOf } from '../model/key-owner.ts';
import type { KeyOwner } from '../model/key-owner.ts';
import type { Connection } from '../model/connection.ts';
import { saveConnection } from '../record.ts';
import { letterFor } from './letter.ts';

const PDF = 'application/pdf';

/** The members that every call for a LOA-CFA has. */
interface LoaRequest {
  readonly providerName?: string;
  readonly loaContentType?: string;
}

/** The document as AWS answers it; the content is base64. */
export interface Loa {
  readonly loaContent: string;
  readonly loaContentType: typeof PDF;
}

/**
 * Issues the LOA-CFA of a port, or of a LAG's members, as of now. Printing comes after the commit: it takes longer
 * than everything else, and would hold up whoever shares the batch.
 */
export async function issueLoa(call: Call, subject: KeyOwner, request: LoaRequest): Promise<AfterCommit<Loa>> {
  if (request.loaContentType !== undefined && request.loaContentType !== PDF)
    throw clientException(`loaContentType ${request.loaContentType} is not valid: it must be ${PDF}.`);
  assertProviderName(request.providerName);
  const ports = isLag(subject) ? await call.store.connections.ofLag(subject.id) : [subject];
  const assigned = ports.filter((port) => port.state !== 'requested');
  if (assigned.length === 0) throw notAvailable(subject, ports);
  for (const port of assigned) await saveConnection(call, { ...port, loaIssuedAt: call.now });
  const location = call.locations.find(subject.location);
  const letter = letterFor(subject, assigned, location, request.providerName, call.now);
  return new AfterCommit(async () => ({
    loaContent: Buffer.from(await call.loaPrinter.print(letter)).toString('base64'),
    loaContentType: PDF,
  }));
}

function assertProviderName(name: string | undefined): void {
  if (name !== undefined && (name.length < 1 || name.length > 200 || /\p{Cc}/u.test(name)))
    throw clientException(
      'providerName is not valid: a name has 1 to 200 characters, none of them a control character.',
    );
}

function notAvailable(subject: KeyOwner, ports: readonly Connection[]): Error {
  if (ports.length === 0)
    return clientException(`${titleOf(subject)} has no connections, so there is nothing to issue a LOA-CFA for.`);
  const state = isLag(subject) ? 'its connections are requested' : 'it is requested';
  return clientException(
    `The LOA-CFA of ${titleOf(subject)} is not available yet: ${state}, and a LOA-CFA is issued once a port has been assigned (pending).`,
  );
}
