import type { OperationName } from '../contract/direct-connect.ts';
import type { Handler } from './handler.ts';
import { createBgpPeer } from './operations/bgp-peers/create-bgp-peer.ts';
import { deleteBgpPeer } from './operations/bgp-peers/delete-bgp-peer.ts';
import { createConnection } from './operations/connections/create-connection.ts';
import { deleteConnection } from './operations/connections/delete-connection.ts';
import { describeConnections } from './operations/connections/describe-connections.ts';
import { updateConnection } from './operations/connections/update-connection.ts';
import { confirmCustomerAgreement } from './operations/customer/confirm-customer-agreement.ts';
import { describeCustomerMetadata } from './operations/customer/describe-customer-metadata.ts';
import { listVirtualInterfaceTestHistory } from './operations/failover-tests/list-virtual-interface-test-history.ts';
import { startBgpFailoverTest } from './operations/failover-tests/start-bgp-failover-test.ts';
import { stopBgpFailoverTest } from './operations/failover-tests/stop-bgp-failover-test.ts';
import { createDirectConnectGatewayAssociation } from './operations/gateway-associations/create-direct-connect-gateway-association.ts';
import { deleteDirectConnectGatewayAssociation } from './operations/gateway-associations/delete-direct-connect-gateway-association.ts';
import { describeDirectConnectGatewayAssociations } from './operations/gateway-associations/describe-direct-connect-gateway-associations.ts';
import { describeDirectConnectGatewayAttachments } from './operations/gateway-associations/describe-direct-connect-gateway-attachments.ts';
import { updateDirectConnectGatewayAssociation } from './operations/gateway-associations/update-direct-connect-gateway-association.ts';
import { acceptDirectConnectGatewayAssociationProposal } from './operations/gateway-proposals/accept-direct-connect-gateway-association-proposal.ts';
import { createDirectConnectGatewayAssociationProposal } from './operations/gateway-proposals/create-direct-connect-gateway-association-proposal.ts';
import { deleteDirectConnectGatewayAssociationProposal } from './operations/gateway-proposals/delete-direct-connect-gateway-association-proposal.ts';
import { describeDirectConnectGatewayAssociationProposals } from './operations/gateway-proposals/describe-direct-connect-gateway-association-proposals.ts';
import { createDirectConnectGateway } from './operations/gateways/create-direct-connect-gateway.ts';
import { deleteDirectConnectGateway } from './operations/gateways/delete-direct-connect-gateway.ts';
import { describeDirectConnectGateways } from './operations/gateways/describe-direct-connect-gateways.ts';
import { describeVirtualGateways } from './operations/gateways/describe-virtual-gateways.ts';
import { updateDirectConnectGateway } from './operations/gateways/update-direct-connect-gateway.ts';
import { allocateConnectionOnInterconnect } from './operations/hosted-connections/allocate-connection-on-interconnect.ts';
import { allocateHostedConnection } from './operations/hosted-connections/allocate-hosted-connection.ts';
import { associateHostedConnection } from './operations/hosted-connections/associate-hosted-connection.ts';
import { confirmConnection } from './operations/hosted-connections/confirm-connection.ts';
import { describeConnectionsOnInterconnect } from './operations/hosted-connections/describe-connections-on-interconnect.ts';
import { describeHostedConnections } from './operations/hosted-connections/describe-hosted-connections.ts';
import { createInterconnect } from './operations/interconnects/create-interconnect.ts';
import { deleteInterconnect } from './operations/interconnects/delete-interconnect.ts';
import { describeInterconnects } from './operations/interconnects/describe-interconnects.ts';
import { associateConnectionWithLag } from './operations/lags/associate-connection-with-lag.ts';
import { createLag } from './operations/lags/create-lag.ts';
import { deleteLag } from './operations/lags/delete-lag.ts';
import { describeLags } from './operations/lags/describe-lags.ts';
import { disassociateConnectionFromLag } from './operations/lags/disassociate-connection-from-lag.ts';
import { updateLag } from './operations/lags/update-lag.ts';
import { describeConnectionLoa } from './operations/loa/describe-connection-loa.ts';
import { describeInterconnectLoa } from './operations/loa/describe-interconnect-loa.ts';
import { describeLoa } from './operations/loa/describe-loa.ts';
import { describeLocations } from './operations/locations/describe-locations.ts';
import { associateMacSecKey } from './operations/macsec/associate-mac-sec-key.ts';
import { disassociateMacSecKey } from './operations/macsec/disassociate-mac-sec-key.ts';
import { describeTags } from './operations/tags/describe-tags.ts';
import { tagResource } from './operations/tags/tag-resource.ts';
import { untagResource } from './operations/tags/untag-resource.ts';
import { allocatePrivateVirtualInterface } from './operations/virtual-interfaces/allocate-private-virtual-interface.ts';
import { allocatePublicVirtualInterface } from './operations/virtual-interfaces/allocate-public-virtual-interface.ts';
import { allocateTransitVirtualInterface } from './operations/virtual-interfaces/allocate-transit-virtual-interface.ts';
import { associateVirtualInterface } from './operations/virtual-interfaces/associate-virtual-interface.ts';
import { confirmPrivateVirtualInterface } from './operations/virtual-interfaces/confirm-private-virtual-interface.ts';
import { confirmPublicVirtualInterface } from './operations/virtual-interfaces/confirm-public-virtual-interface.ts';
import { confirmTransitVirtualInterface } from './operations/virtual-interfaces/confirm-transit-virtual-interface.ts';
import { createPrivateVirtualInterface } from './operations/virtual-interfaces/create-private-virtual-interface.ts';
import { createPublicVirtualInterface } from './operations/virtual-interfaces/create-public-virtual-interface.ts';
import { createTransitVirtualInterface } from './operations/virtual-interfaces/create-transit-virtual-interface.ts';
import { deleteVirtualInterface } from './operations/virtual-interfaces/delete-virtual-interface.ts';
import { describeRouterConfiguration } from './operations/virtual-interfaces/describe-router-configuration.ts';
import { describeVirtualInterfaces } from './operations/virtual-interfaces/describe-virtual-interfaces.ts';
import { listVirtualInterfaceRoutes } from './operations/virtual-interfaces/list-virtual-interface-routes.ts';
import { updateVirtualInterfaceAttributes } from './operations/virtual-interfaces/update-virtual-interface-attributes.ts';

/** What this version does not do yet: these answer 501 with their name. The list only ever shrinks. */
export const NOT_YET = [] as const satisfies readonly OperationName[];

/** Operations of AWS's newest documents that the official SDK has no types for yet: these answer 501, too. */
export const NOT_YET_IN_SDK = [
  // Autumn 2026: resiliency groups, and billing modes.
  'AssociateConnectionsToResiliencyGroup',
  'CreateResiliencyGroup',
  'DeleteResiliencyGroup',
  'DisassociateConnectionsFromResiliencyGroup',
  'GetResiliencyGroup',
  'ListResiliencyGroupAssociations',
  'ListResiliencyGroups',
  'UpdateConnectionsBillingMode',
  'UpdateResiliencyGroup',
] as const;

type NotYet = (typeof NOT_YET)[number];

/** Every operation of Direct Connect but those of the list above; one that is in neither does not compile. */
export const operations = {
  AcceptDirectConnectGatewayAssociationProposal: acceptDirectConnectGatewayAssociationProposal,
  AllocateConnectionOnInterconnect: allocateConnectionOnInterconnect,
  AllocateHostedConnection: allocateHostedConnection,
  AllocatePrivateVirtualInterface: allocatePrivateVirtualInterface,
  AllocatePublicVirtualInterface: allocatePublicVirtualInterface,
  AllocateTransitVirtualInterface: allocateTransitVirtualInterface,
  AssociateConnectionWithLag: associateConnectionWithLag,
  AssociateHostedConnection: associateHostedConnection,
  AssociateMacSecKey: associateMacSecKey,
  AssociateVirtualInterface: associateVirtualInterface,
  ConfirmConnection: confirmConnection,
  ConfirmCustomerAgreement: confirmCustomerAgreement,
  ConfirmPrivateVirtualInterface: confirmPrivateVirtualInterface,
  ConfirmPublicVirtualInterface: confirmPublicVirtualInterface,
  ConfirmTransitVirtualInterface: confirmTransitVirtualInterface,
  CreateBGPPeer: createBgpPeer,
  CreateConnection: createConnection,
  CreateDirectConnectGateway: createDirectConnectGateway,
  CreateDirectConnectGatewayAssociation: createDirectConnectGatewayAssociation,
  CreateDirectConnectGatewayAssociationProposal: createDirectConnectGatewayAssociationProposal,
  CreateInterconnect: createInterconnect,
  CreateLag: createLag,
  CreatePrivateVirtualInterface: createPrivateVirtualInterface,
  CreatePublicVirtualInterface: createPublicVirtualInterface,
  CreateTransitVirtualInterface: createTransitVirtualInterface,
  DeleteBGPPeer: deleteBgpPeer,
  DeleteConnection: deleteConnection,
  DeleteDirectConnectGateway: deleteDirectConnectGateway,
  DeleteDirectConnectGatewayAssociation: deleteDirectConnectGatewayAssociation,
  DeleteDirectConnectGatewayAssociationProposal: deleteDirectConnectGatewayAssociationProposal,
  DeleteInterconnect: deleteInterconnect,
  DeleteLag: deleteLag,
  DeleteVirtualInterface: deleteVirtualInterface,
  DescribeConnectionLoa: describeConnectionLoa,
  DescribeConnections: describeConnections,
  DescribeConnectionsOnInterconnect: describeConnectionsOnInterconnect,
  DescribeCustomerMetadata: describeCustomerMetadata,
  DescribeDirectConnectGatewayAssociationProposals: describeDirectConnectGatewayAssociationProposals,
  DescribeDirectConnectGatewayAssociations: describeDirectConnectGatewayAssociations,
  DescribeDirectConnectGatewayAttachments: describeDirectConnectGatewayAttachments,
  DescribeDirectConnectGateways: describeDirectConnectGateways,
  DescribeHostedConnections: describeHostedConnections,
  DescribeInterconnectLoa: describeInterconnectLoa,
  DescribeInterconnects: describeInterconnects,
  DescribeLags: describeLags,
  DescribeLoa: describeLoa,
  DescribeLocations: describeLocations,
  DescribeRouterConfiguration: describeRouterConfiguration,
  DescribeTags: describeTags,
  DescribeVirtualGateways: describeVirtualGateways,
  DescribeVirtualInterfaces: describeVirtualInterfaces,
  DisassociateConnectionFromLag: disassociateConnectionFromLag,
  DisassociateMacSecKey: disassociateMacSecKey,
  ListVirtualInterfaceRoutes: listVirtualInterfaceRoutes,
  ListVirtualInterfaceTestHistory: listVirtualInterfaceTestHistory,
  StartBgpFailoverTest: startBgpFailoverTest,
  StopBgpFailoverTest: stopBgpFailoverTest,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateConnection: updateConnection,
  UpdateDirectConnectGateway: updateDirectConnectGateway,
  UpdateDirectConnectGatewayAssociation: updateDirectConnectGatewayAssociation,
  UpdateLag: updateLag,
  UpdateVirtualInterfaceAttributes: updateVirtualInterfaceAttributes,
} satisfies { readonly [N in Exclude<OperationName, NotYet>]: Handler<N> };
