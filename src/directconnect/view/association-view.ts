import type { Association, AssociatedGateway, AssociationState } from '../model/association.ts';
import type { Ec2GatewayType } from '../model/ec2-gateway.ts';

export interface AssociatedGatewayView {
  readonly id: string;
  readonly type: Ec2GatewayType;
  readonly ownerAccount: string;
  readonly region: string;
}

export interface PrefixView {
  readonly cidr: string;
}

export interface AssociationView {
  readonly directConnectGatewayId: string;
  readonly directConnectGatewayOwnerAccount: string;
  readonly associationState: AssociationState;
  readonly associatedGateway: AssociatedGatewayView;
  readonly associationId: string;
  readonly allowedPrefixesToDirectConnectGateway: readonly PrefixView[];
  /** These are from before there were transit gateways, and say the same again of virtual private gateways. */
  readonly virtualGatewayId?: string;
  readonly virtualGatewayRegion?: string;
  readonly virtualGatewayOwnerAccount?: string;
}

export const associationView = (association: Association): AssociationView => ({
  directConnectGatewayId: association.gatewayId,
  directConnectGatewayOwnerAccount: association.gatewayAccount,
  associationState: association.state,
  associatedGateway: associatedGatewayView(association.associated),
  associationId: association.id,
  allowedPrefixesToDirectConnectGateway: prefixViews(association.allowedPrefixes),
  ...legacyMembers(association.associated),
});

export const associatedGatewayView = ({ id, type, account, region }: AssociatedGateway): AssociatedGatewayView => ({
  id,
  type,
  ownerAccount: account,
  region,
});

export const prefixViews = (prefixes: readonly string[]): readonly PrefixView[] => prefixes.map((cidr) => ({ cidr }));

const legacyMembers = ({ id, type, account, region }: AssociatedGateway): Partial<AssociationView> =>
  type === 'virtualPrivateGateway'
    ? { virtualGatewayId: id, virtualGatewayRegion: region, virtualGatewayOwnerAccount: account }
    : {};
