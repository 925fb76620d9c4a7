import type { OperationName } from '../contract/direct-connect.ts';
import type { Handler } from './handler.ts';
import { createConnection } from './operations/connections/create-connection.ts';
import { deleteConnection } from './operations/connections/delete-connection.ts';
import { describeConnections } from './operations/connections/describe-connections.ts';
import { updateConnection } from './operations/connections/update-connection.ts';
import { confirmCustomerAgreement } from './operations/customer/confirm-customer-agreement.ts';
import { describeCustomerMetadata } from './operations/customer/describe-customer-metadata.ts';
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

/** What this version does not do yet: these answer 501 with their name. The list only ever shrinks. */
export const NOT_YET = [
  'AcceptDirectConnectGatewayAssociationProposal',
  'AllocatePrivateVirtualInterface',
  'AllocatePublicVirtualInterface',
  'AllocateTransitVirtualInterface',
  'AssociateVirtualInterface',
  'ConfirmPrivateVirtualInterface',
  'ConfirmPublicVirtualInterface',
  'ConfirmTransitVirtualInterface',
  'CreateBGPPeer',
  'CreateDirectConnectGateway',
  'CreateDirectConnectGatewayAssociation',
  'CreateDirectConnectGatewayAssociationProposal',
  'CreatePrivateVirtualInterface',
  'CreatePublicVirtualInterface',
  'CreateTransitVirtualInterface',
  'DeleteBGPPeer',
  'DeleteDirectConnectGateway',
  'DeleteDirectConnectGatewayAssociation',
  'DeleteDirectConnectGatewayAssociationProposal',
  'DeleteVirtualInterface',
  'DescribeDirectConnectGatewayAssociationProposals',
  'DescribeDirectConnectGatewayAssociations',
  'DescribeDirectConnectGatewayAttachments',
  'DescribeDirectConnectGateways',
  'DescribeRouterConfiguration',
  'DescribeVirtualGateways',
  'DescribeVirtualInterfaces',
  'ListVirtualInterfaceTestHistory',
  'StartBgpFailoverTest',
  'StopBgpFailoverTest',
  'UpdateDirectConnectGateway',
  'UpdateDirectConnectGatewayAssociation',
  'UpdateVirtualInterfaceAttributes',
] as const satisfies readonly OperationName[];

/** Operations of AWS's newest documents that the official SDK has no types for yet: these answer 501, too. */
export const NOT_YET_IN_SDK = [
  'ListVirtualInterfaceRoutes',
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
  AllocateConnectionOnInterconnect: allocateConnectionOnInterconnect,
  AllocateHostedConnection: allocateHostedConnection,
  AssociateConnectionWithLag: associateConnectionWithLag,
  AssociateHostedConnection: associateHostedConnection,
  AssociateMacSecKey: associateMacSecKey,
  ConfirmConnection: confirmConnection,
  ConfirmCustomerAgreement: confirmCustomerAgreement,
  CreateConnection: createConnection,
  CreateInterconnect: createInterconnect,
  CreateLag: createLag,
  DeleteConnection: deleteConnection,
  DeleteInterconnect: deleteInterconnect,
  DeleteLag: deleteLag,
  DescribeConnectionLoa: describeConnectionLoa,
  DescribeConnections: describeConnections,
  DescribeConnectionsOnInterconnect: describeConnectionsOnInterconnect,
  DescribeCustomerMetadata: describeCustomerMetadata,
  DescribeHostedConnections: describeHostedConnections,
  DescribeInterconnectLoa: describeInterconnectLoa,
  DescribeInterconnects: describeInterconnects,
  DescribeLags: describeLags,
  DescribeLoa: describeLoa,
  DescribeLocations: describeLocations,
  DescribeTags: describeTags,
  DisassociateConnectionFromLag: disassociateConnectionFromLag,
  DisassociateMacSecKey: disassociateMacSecKey,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateConnection: updateConnection,
  UpdateLag: updateLag,
} satisfies { readonly [N in Exclude<OperationName, NotYet>]: Handler<N> };
