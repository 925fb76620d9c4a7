import type { AssociatedGateway } from './association.ts';
import type { Instant } from './transition.ts';

/**
 * What the owner of a gateway of EC2's asks of the owner of a Direct Connect gateway: to associate the two, or to change
 * the prefixes of an association that they have. A deleted one is kept no longer.
 */
export interface Proposal {
  readonly id: string;
  readonly gatewayId: string;
  readonly gatewayAccount: string;
  readonly associated: AssociatedGateway;
  /** Those that are to be allowed; once it is accepted, those that were. */
  readonly requestedPrefixes: readonly string[];
  /** What it was accepted as; undefined while it is requested. */
  readonly accepted: Acceptance | undefined;
  readonly createdAt: Instant;
}

export interface Acceptance {
  readonly associationId: string;
  /** When it is listed no longer. */
  readonly dueAt: Instant;
}

/** AWS lists accepted proposals for some days. */
const KEPT = 7 * 24 * 60 * 60 * 1000;

export const acceptedAs = (proposal: Proposal, associationId: string, now: Instant): Proposal => ({
  ...proposal,
  accepted: { associationId, dueAt: now + KEPT },
});
