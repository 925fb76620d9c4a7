/**
 * The transitions that happen by themselves, or that a carrier decides. A resource under way carries the name of its
 * transition and the time at which it is due; both are columns of its row, so a restart continues them.
 *
 * `decidedBy: 'carrier'`: a person or a carrier decides on AWS's side; `--lifecycle manual` holds these until approved.
 * `decidedBy: 'calendar'`: a time that AWS names, and that passes where anything takes time.
 */
export const TRANSITIONS = {
  requested: { decidedBy: 'carrier', seconds: 2, means: 'an ordered port: requested to pending (LOA-CFA issued)' },
  pending: { decidedBy: 'carrier', seconds: 2, means: 'an ordered port: pending to available (cross-connect up)' },
  updating: { decidedBy: 'service', seconds: 2, means: 'a change of encryption mode or MTU: pending for so long' },
  associating: { decidedBy: 'service', seconds: 5, means: 'a MACsec key: associating to associated' },
  verifying: { decidedBy: 'carrier', seconds: 2, means: 'a public virtual interface or peer: verifying to pending' },
  peering: { decidedBy: 'service', seconds: 2, means: 'a virtual interface or peer: pending to available (BGP up)' },
  deleting: { decidedBy: 'service', seconds: 2, means: 'a virtual interface or peer: deleting to deleted' },
  deleted: { decidedBy: 'calendar', seconds: 900, means: 'a deleted virtual interface: how long it stays listed' },
  gatewayAssociating: {
    decidedBy: 'carrier',
    seconds: 5,
    means: 'a gateway association: associating to associated',
  },
  gatewayUpdating: { decidedBy: 'service', seconds: 2, means: 'a gateway association: updating to associated' },
  gatewayDisassociating: { decidedBy: 'service', seconds: 5, means: 'a gateway association: until it is gone' },
  disassociating: { decidedBy: 'service', seconds: 5, means: 'a MACsec key: disassociating to disassociated' },
} as const satisfies Record<string, TransitionRule>;

interface TransitionRule {
  readonly decidedBy: 'carrier' | 'service' | 'calendar';
  /** Default duration under `--lifecycle timed`. */
  readonly seconds: number;
  readonly means: string;
}

export type TransitionName = keyof typeof TRANSITIONS;

/** Milliseconds since the Unix epoch. */
export type Instant = number;

/** When a transition that starts at `now` is due; undefined while somebody has to approve it. */
export type Due = (transition: TransitionName, now: Instant) => Instant | undefined;
