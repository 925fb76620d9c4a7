import type { Input, OperationName } from '../contract/direct-connect.ts';
import type { Call, Caller } from './call.ts';
import { ec2GatewayTypeOf } from './model/ec2-gateway.ts';
import type { Ec2GatewayFacts } from './model/ec2-gateway.ts';
import type { Ec2, Ec2Knowledge } from './ports.ts';
import type { MaybePromise, Place } from './stores.ts';

/** What can be asked before an operation's unit of work begins. */
export interface Outside {
  readonly caller: Caller;
  readonly ec2: Ec2;
  /** Looks into the store, in a unit of its own: what is seen may have changed when the operation begins. */
  readonly look: <T>(work: (call: Call) => MaybePromise<T>) => Promise<T>;
}

type Before<N extends OperationName> = (input: Input<N>, outside: Outside) => Promise<Ec2Knowledge>;

/**
 * What operations need to know of EC2, where there is one to ask. It is asked here and not by the operation, whose unit
 * of work would hold up everybody until EC2 has answered. The operation finds it in `call.ec2`.
 */
export const beforehand: { readonly [N in OperationName]?: Before<N> } = {
  CreateDirectConnectGatewayAssociation: ({ gatewayId, virtualGatewayId }, outside) =>
    asked(outside, outside.caller, gatewayId ?? virtualGatewayId),
  CreateDirectConnectGatewayAssociationProposal: ({ gatewayId }, outside) => asked(outside, outside.caller, gatewayId),
  AcceptDirectConnectGatewayAssociationProposal: async ({ proposalId }, outside) => {
    const proposal = await outside.look(({ store }) => store.proposals.find(proposalId));
    const isCallers = proposal?.gatewayAccount === outside.caller.account;
    return isCallers ? asked(outside, proposal.associated, proposal.associated.id) : new Map();
  },
  CreatePrivateVirtualInterface: ({ newPrivateVirtualInterface }, outside) =>
    asked(outside, outside.caller, newPrivateVirtualInterface.virtualGatewayId),
  ConfirmPrivateVirtualInterface: ({ virtualGatewayId }, outside) => asked(outside, outside.caller, virtualGatewayId),
  DescribeVirtualGateways: async (_input, { ec2, caller }) => known(await ec2.virtualGateways(caller)),
};

/** Nothing is asked for what cannot be a gateway's id: the operation refuses it. */
async function asked({ ec2 }: Outside, { account, region }: Place, id: string | undefined): Promise<Ec2Knowledge> {
  if (id === undefined || ec2GatewayTypeOf(id) === undefined) return new Map();
  const facts = await ec2.gateway({ account, region }, id);
  return known(facts ? [facts] : []);
}

const known = (facts: readonly Ec2GatewayFacts[]): Ec2Knowledge => new Map(facts.map((each) => [each.id, each]));
