import type { Ec2GatewayType } from './ec2-gateway.ts';
import type { Due, Instant, TransitionName } from './transition.ts';

/** The states that are kept: of one that is disassociated nothing is left. */
export type AssociationState = 'associating' | 'associated' | 'updating' | 'disassociating';

/** A gateway of EC2's, as Direct Connect names it on the wire. */
export interface AssociatedGateway {
  readonly id: string;
  readonly type: Ec2GatewayType;
  readonly account: string;
  readonly region: string;
}

/** A Direct Connect gateway and a gateway of EC2's that it leads to. */
export interface Association {
  readonly id: string;
  readonly gatewayId: string;
  readonly gatewayAccount: string;
  readonly associated: AssociatedGateway;
  readonly allowedPrefixes: readonly string[];
  readonly state: AssociationState;
  /** When a state that passes ends; absent while it is held for approval. */
  readonly dueAt?: Instant | undefined;
  readonly createdAt: Instant;
}

type Passing = Exclude<AssociationState, 'associated'>;

const TRANSITION_OF: Readonly<Record<Passing, TransitionName>> = {
  associating: 'gatewayAssociating',
  updating: 'gatewayUpdating',
  disassociating: 'gatewayDisassociating',
};

/** The part of an association that begins to pass through a state at `now`. */
export const passing = (state: Passing, now: Instant, due: Due): Pick<Association, 'state' | 'dueAt'> => ({
  state,
  dueAt: due(TRANSITION_OF[state], now),
});

/** One after the state that it passes through; undefined once it is disassociated. */
export const step = (association: Association): Association | undefined =>
  association.state === 'disassociating' ? undefined : { ...association, state: 'associated', dueAt: undefined };

/** One as it is at `now`; undefined once it is disassociated. */
export const settledAssociation = (association: Association, now: Instant): Association | undefined =>
  association.dueAt !== undefined && association.dueAt <= now ? step(association) : association;
