import assert from 'node:assert/strict';
import type {
  CreateDirectConnectGatewayAssociationRequest,
  DirectConnect,
  DirectConnectGatewayAssociation,
  DirectConnectGatewayAssociationProposal,
} from '@aws-sdk/client-direct-connect';
import { makeGateway } from './virtual-interfaces.ts';

export const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Prefixes as requests and answers have them. */
export const prefixes = (...cidrs: readonly string[]): { cidr: string }[] => cidrs.map((cidr) => ({ cidr }));

/** Ids of gateways of EC2's, each call another. */
export function ec2Ids(): { readonly vgw: () => string; readonly tgw: () => string } {
  let count = 0;
  const id = (prefix: string): string => `${prefix}-${(count += 1).toString(16).padStart(17, '0')}`;
  return { vgw: () => id('vgw'), tgw: () => id('tgw') };
}

type Order = Partial<CreateDirectConnectGatewayAssociationRequest>;

/** Associates a gateway of EC2's with a new Direct Connect gateway, unless told otherwise. */
export async function makeAssociation(
  client: DirectConnect,
  gatewayId: string,
  order: Order = {},
): Promise<DirectConnectGatewayAssociation & { readonly associationId: string }> {
  const { directConnectGatewayAssociation } = await client.createDirectConnectGatewayAssociation({
    directConnectGatewayId: order.directConnectGatewayId ?? (await makeGateway(client)),
    gatewayId,
    ...(gatewayId.startsWith('tgw') ? { addAllowedPrefixesToDirectConnectGateway: prefixes('10.0.0.0/16') } : {}),
    ...order,
  });
  const { associationId } = directConnectGatewayAssociation ?? {};
  assert.ok(associationId);
  return { ...directConnectGatewayAssociation, associationId };
}

/** An association as its Describe shows it; undefined if it shows none. */
export async function findAssociation(
  client: DirectConnect,
  associationId: string,
): Promise<DirectConnectGatewayAssociation | undefined> {
  const answer = await client.describeDirectConnectGatewayAssociations({ associationId });
  assert.ok((answer.directConnectGatewayAssociations?.length ?? 2) <= 1);
  return answer.directConnectGatewayAssociations?.[0];
}

/** All of a Direct Connect gateway, to compare before and after. */
export async function associationsOf(
  client: DirectConnect,
  directConnectGatewayId: string,
): Promise<readonly DirectConnectGatewayAssociation[]> {
  const answer = await client.describeDirectConnectGatewayAssociations({ directConnectGatewayId });
  assert.ok(answer.directConnectGatewayAssociations);
  return answer.directConnectGatewayAssociations;
}

/** Everything that a caller has been proposed or has proposed. */
export async function allProposals(client: DirectConnect): Promise<readonly DirectConnectGatewayAssociationProposal[]> {
  const answer = await client.describeDirectConnectGatewayAssociationProposals({});
  assert.ok(answer.directConnectGatewayAssociationProposals);
  return answer.directConnectGatewayAssociationProposals;
}

/** Proposes to `directConnectGatewayOwnerAccount`; answers the proposal's id. */
export async function propose(
  client: DirectConnect,
  proposal: Parameters<DirectConnect['createDirectConnectGatewayAssociationProposal']>[0],
): Promise<string> {
  const answer = await client.createDirectConnectGatewayAssociationProposal(proposal);
  assert.ok(answer.directConnectGatewayAssociationProposal?.proposalId);
  return answer.directConnectGatewayAssociationProposal.proposalId;
}
