import type { Caller } from '../awsjson/caller.ts';
import { element } from '../awsjson/xml.ts';
import { AwsError } from '../contract/aws-error.ts';
import { exactly } from './filters.ts';
import type { Filter, Filterable } from './filters.ts';
import type { GatewayKnowledge, TransitGatewayAttachment } from './gateways.ts';

/** What an operation shows: what it is found by, and how it is written. */
export interface Item {
  readonly id: string;
  readonly filterable: Filterable;
  readonly xml: string;
}

/** An operation that describes things of one kind. */
export interface Describe {
  /** The parameter that names some of them. */
  readonly ids: string;
  /** The element that they are listed in. */
  readonly list: string;
  readonly missing: (id: string) => AwsError;
  readonly items: (known: GatewayKnowledge, caller: Caller, filters: readonly Filter[]) => Promise<readonly Item[]>;
}

/** EC2's default for both kinds of gateway. */
const DEFAULT_ASN = '64512';

export const DESCRIBES: Readonly<Record<string, Describe>> = {
  DescribeTransitGatewayAttachments: {
    ids: 'TransitGatewayAttachmentIds',
    list: 'transitGatewayAttachments',
    missing: (id) => notFound('InvalidTransitGatewayAttachmentID', `Transit Gateway Attachment ${id} was deleted or`),
    items: async (known, caller, filters) => {
      const selection = {
        transitGatewayIds: exactly(filters, 'transit-gateway-id'),
        directConnectGatewayIds: exactly(filters, 'resource-id'),
      };
      return (await known.attachments(caller, selection)).map(attachmentItem);
    },
  },
  DescribeTransitGateways: {
    ids: 'TransitGatewayIds',
    list: 'transitGatewaySet',
    missing: (id) => notFound('InvalidTransitGatewayID', `Transit Gateway ${id} was deleted or`),
    items: async (known, caller) => (await idsOf('tgw-', known, caller)).map((id) => transitGatewayItem(id, caller)),
  },
  DescribeVpnGateways: {
    ids: 'VpnGatewayId',
    list: 'vpnGatewaySet',
    missing: (id) => notFound('InvalidVpnGatewayID', `The vpnGateway ID '${id}'`),
    items: async (known, caller) => (await idsOf('vgw-', known, caller)).map(vpnGatewayItem),
  },
};

const notFound = (code: string, what: string): AwsError =>
  new AwsError(`${code}.NotFound`, 400, `${what} does not exist`);

const idsOf = async (prefix: string, known: GatewayKnowledge, caller: Caller): Promise<readonly string[]> =>
  (await known.gateways(caller)).filter((id) => id.startsWith(prefix));

const attachmentItem = (attachment: TransitGatewayAttachment): Item => ({
  id: attachment.id,
  filterable: {
    'transit-gateway-attachment-id': [attachment.id],
    'transit-gateway-id': [attachment.transitGatewayId],
    'transit-gateway-owner-id': [attachment.transitGatewayOwner],
    'resource-id': [attachment.directConnectGatewayId],
    'resource-owner-id': [attachment.directConnectGatewayOwner],
    'resource-type': ['direct-connect-gateway'],
    state: [attachment.state],
    'association.state': [],
    'association.transit-gateway-route-table-id': [],
  },
  xml:
    element('transitGatewayAttachmentId', attachment.id) +
    element('transitGatewayId', attachment.transitGatewayId) +
    element('transitGatewayOwnerId', attachment.transitGatewayOwner) +
    element('resourceOwnerId', attachment.directConnectGatewayOwner) +
    element('resourceType', 'direct-connect-gateway') +
    element('resourceId', attachment.directConnectGatewayId) +
    element('state', attachment.state) +
    element('creationTime', new Date(attachment.createdAt).toISOString()) +
    '<tagSet/>',
});

const transitGatewayItem = (id: string, { account, partition, region }: Caller): Item => ({
  id,
  filterable: {
    'transit-gateway-id': [id],
    'owner-id': [account],
    state: ['available'],
    'options.amazon-side-asn': [DEFAULT_ASN],
  },
  xml:
    element('transitGatewayId', id) +
    element('transitGatewayArn', `arn:${partition}:ec2:${region}:${account}:transit-gateway/${id}`) +
    element('state', 'available') +
    element('ownerId', account) +
    `<options>${element('amazonSideAsn', DEFAULT_ASN)}</options><tagSet/>`,
});

function vpnGatewayItem(id: string): Item {
  // A gateway that Direct Connect takes for attached: to a VPC that nobody has named.
  const vpcId = id.replace('vgw-', 'vpc-');
  return {
    id,
    filterable: {
      'vpn-gateway-id': [id],
      'amazon-side-asn': [DEFAULT_ASN],
      'attachment.state': ['attached'],
      'attachment.vpc-id': [vpcId],
      'availability-zone': [],
      state: ['available'],
      type: ['ipsec.1'],
    },
    xml:
      element('vpnGatewayId', id) +
      element('state', 'available') +
      element('type', 'ipsec.1') +
      `<attachments><item>${element('vpcId', vpcId)}${element('state', 'attached')}</item></attachments>` +
      element('amazonSideAsn', DEFAULT_ASN) +
      '<tagSet/>',
  };
}
