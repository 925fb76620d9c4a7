import type { OperationName, OperationTable } from '../contract/direct-connect.ts';
import type { Call } from './call.ts';
import { createConnection } from './operations/connections/create-connection.ts';
import { deleteConnection } from './operations/connections/delete-connection.ts';
import { describeConnections } from './operations/connections/describe-connections.ts';
import { updateConnection } from './operations/connections/update-connection.ts';
import { createDirectConnectGateway } from './operations/gateways/create-direct-connect-gateway.ts';
import { deleteDirectConnectGateway } from './operations/gateways/delete-direct-connect-gateway.ts';
import { describeDirectConnectGateways } from './operations/gateways/describe-direct-connect-gateways.ts';
import { updateDirectConnectGateway } from './operations/gateways/update-direct-connect-gateway.ts';
import { allocateHostedConnection } from './operations/hosted-connections/allocate-hosted-connection.ts';
import { confirmConnection } from './operations/hosted-connections/confirm-connection.ts';
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
import { describeLocations } from './operations/locations/describe-locations.ts';
import { associateMacSecKey } from './operations/macsec/associate-mac-sec-key.ts';
import { disassociateMacSecKey } from './operations/macsec/disassociate-mac-sec-key.ts';
import { describeTags } from './operations/tags/describe-tags.ts';
import { tagResource } from './operations/tags/tag-resource.ts';
import { untagResource } from './operations/tags/untag-resource.ts';

/** What this version does not do yet: these answer 501 with their name. The list only ever shrinks. */
export const NOT_YET = [
  'AcceptDirectConnectGatewayAssociationProposal',
  'AllocateConnectionOnInterconnect',
  'AllocatePrivateVirtualInterface',
  'AllocatePublicVirtualInterface',
  'AllocateTransitVirtualInterface',
  'AssociateHostedConnection',
  'AssociateVirtualInterface',
  'ConfirmCustomerAgreement',
  'ConfirmPrivateVirtualInterface',
  'ConfirmPublicVirtualInterface',
  'ConfirmTransitVirtualInterface',
  'CreateBGPPeer',
  'CreateDirectConnectGatewayAssociation',
  'CreateDirectConnectGatewayAssociationProposal',
  'CreatePrivateVirtualInterface',
  'CreatePublicVirtualInterface',
  'CreateTransitVirtualInterface',
  'DeleteBGPPeer',
  'DeleteDirectConnectGatewayAssociation',
  'DeleteDirectConnectGatewayAssociationProposal',
  'DeleteVirtualInterface',
  'DescribeConnectionLoa',
  'DescribeConnectionsOnInterconnect',
  'DescribeCustomerMetadata',
  'DescribeDirectConnectGatewayAssociationProposals',
  'DescribeDirectConnectGatewayAssociations',
  'DescribeDirectConnectGatewayAttachments',
  'DescribeInterconnectLoa',
  'DescribeLoa',
  'DescribeRouterConfiguration',
  'DescribeVirtualGateways',
  'DescribeVirtualInterfaces',
  'ListVirtualInterfaceTestHistory',
  'StartBgpFailoverTest',
  'StopBgpFailoverTest',
  'UpdateDirectConnectGatewayAssociation',
  'UpdateVirtualInterfaceAttributes',
] as const satisfies readonly OperationName[];

/** Operations of the newest service model that the official SDK has no types for yet. */
export const NOT_YET_IN_SDK = ['ListVirtualInterfaceRoutes'] as const;

type NotYet = (typeof NOT_YET)[number];

/** Every operation of Direct Connect but those of the list above; one that is in neither does not compile. */
export const operations = {
  AllocateHostedConnection: allocateHostedConnection,
  AssociateConnectionWithLag: associateConnectionWithLag,
  AssociateMacSecKey: associateMacSecKey,
  ConfirmConnection: confirmConnection,
  CreateConnection: createConnection,
  CreateDirectConnectGateway: createDirectConnectGateway,
  CreateInterconnect: createInterconnect,
  CreateLag: createLag,
  DeleteConnection: deleteConnection,
  DeleteDirectConnectGateway: deleteDirectConnectGateway,
  DeleteInterconnect: deleteInterconnect,
  DeleteLag: deleteLag,
  DescribeConnections: describeConnections,
  DescribeDirectConnectGateways: describeDirectConnectGateways,
  DescribeHostedConnections: describeHostedConnections,
  DescribeInterconnects: describeInterconnects,
  DescribeLags: describeLags,
  DescribeLocations: describeLocations,
  DescribeTags: describeTags,
  DisassociateConnectionFromLag: disassociateConnectionFromLag,
  DisassociateMacSecKey: disassociateMacSecKey,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateConnection: updateConnection,
  UpdateDirectConnectGateway: updateDirectConnectGateway,
  UpdateLag: updateLag,
} satisfies Omit<OperationTable<Call>, NotYet>;
