import { isLag } from '../model/key-owner.ts';
import type { KeyOwner } from '../model/key-owner.ts';
import type { Connection } from '../model/connection.ts';
import type { Instant } from '../model/transition.ts';
import type { Location } from '../model/location.ts';
import { demarcationOf } from './demarcation.ts';
import type { Demarcation } from './demarcation.ts';
import { opticsOf } from './optics.ts';
import type { Optics } from './optics.ts';

/** A letter of authorisation and connecting facility assignment: what is on the page, whatever prints it. */
export interface LoaLetter {
  /** The same for the same connection and issue time. */
  readonly documentNumber: string;
  readonly subject: {
    readonly kind: 'Connection' | 'Interconnect' | 'LAG';
    readonly id: string;
    readonly name: string;
  };
  readonly account: string;
  readonly region: string;
  readonly location: { readonly code: string; readonly facility: string };
  /** The provider who has the cross connect made for the account, if one does. */
  readonly providerName: string | undefined;
  readonly portSpeed: string;
  readonly optics: Optics;
  readonly ports: readonly LoaPort[];
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
}

export interface LoaPort {
  readonly connectionId: string;
  readonly device: string;
  readonly demarcation: Demarcation;
}

/** AWS: a cross connect that is not made within 90 days is no longer authorised. */
const VALID_FOR = 90 * 24 * 60 * 60 * 1000;

/** The letter for a port, or for those members of a LAG that it is to be made for. */
export function letterFor(
  subject: KeyOwner,
  ports: readonly Connection[],
  location: Location | undefined,
  providerName: string | undefined,
  issuedAt: Instant,
): LoaLetter {
  return {
    documentNumber: `${subject.id}-${new Date(issuedAt).toISOString().replaceAll(/[-:]/g, '').slice(0, 15)}Z`,
    subject: { kind: kindOf(subject), id: subject.id, name: subject.name },
    account: subject.account,
    region: subject.region,
    location: { code: subject.location, facility: location?.name ?? subject.location },
    providerName: providerName ?? subject.providerName,
    portSpeed: subject.bandwidth,
    optics: opticsOf(subject.bandwidth),
    ports: ports.map((port) => ({ connectionId: port.id, device: port.device, demarcation: demarcationOf(port) })),
    issuedAt,
    expiresAt: issuedAt + VALID_FOR,
  };
}

const kindOf = (subject: KeyOwner): LoaLetter['subject']['kind'] => {
  if (isLag(subject)) return 'LAG';
  return subject.kind === 'interconnect' ? 'Interconnect' : 'Connection';
};
