import type { Caller } from '../awsjson/caller.ts';
import { parsePrefix } from '../directconnect/addressing/prefix.ts';
import { ec2GatewayTypeOf } from '../directconnect/model/ec2-gateway.ts';
import type { Ec2GatewayFacts } from '../directconnect/model/ec2-gateway.ts';
import type { Ec2 } from '../directconnect/ports.ts';
import type { Place } from '../directconnect/stores.ts';
import { askEc2 } from '../ec2/ask-ec2.ts';
import type { Ec2Asker } from '../ec2/ask-ec2.ts';
import { child, itemsOf, textOf } from '../ec2/read-xml.ts';
import type { XmlElement } from '../ec2/read-xml.ts';

/** EC2 at an endpoint, as Direct Connect asks it on a caller's behalf: with the caller's own key id, where it is the caller's. */
export function ec2At(endpoint: string, caller: Caller, now: () => number): Ec2 {
  const as = ({ account, region }: Place): Ec2Asker => ({
    endpoint,
    accessKeyId: account === caller.account ? caller.accessKeyId : account,
    region,
    now: now(),
  });
  return {
    gateway: (place, id) =>
      ec2GatewayTypeOf(id) === 'transitGateway' ? transitGateway(as(place), id) : virtualGateway(as(place), id),
    virtualGateways: async (place) => {
      const answer = await askEc2(as(place), 'DescribeVpnGateways', {});
      return itemsOf(answer, 'vpnGatewaySet').map((item) => virtualGatewayFacts(item, undefined));
    },
  };
}

async function transitGateway(asker: Ec2Asker, id: string): Promise<Ec2GatewayFacts | undefined> {
  const answer = await askEc2(asker, 'DescribeTransitGateways', { 'TransitGatewayIds.1': id });
  const item = itemsOf(answer, 'transitGatewaySet').find((each) => textOf(each, 'transitGatewayId') === id);
  return (
    item && {
      id,
      account: textOf(item, 'ownerId'),
      state: textOf(item, 'state') ?? 'unknown',
      amazonSideAsn: numberOf(child(item, 'options'), 'amazonSideAsn'),
      vpcPrefixes: undefined,
    }
  );
}

async function virtualGateway(asker: Ec2Asker, id: string): Promise<Ec2GatewayFacts | undefined> {
  const answer = await askEc2(asker, 'DescribeVpnGateways', { 'VpnGatewayId.1': id });
  const item = itemsOf(answer, 'vpnGatewaySet').find((each) => textOf(each, 'vpnGatewayId') === id);
  if (!item) return undefined;
  const attachment = itemsOf(item, 'attachments').find((each) => textOf(each, 'state') === 'attached');
  const vpcId = textOf(attachment, 'vpcId');
  return virtualGatewayFacts(item, vpcId === undefined ? undefined : await prefixesOf(asker, vpcId));
}

const virtualGatewayFacts = (item: XmlElement, vpcPrefixes: readonly string[] | undefined): Ec2GatewayFacts => ({
  id: textOf(item, 'vpnGatewayId') ?? '',
  account: undefined,
  state: textOf(item, 'state') ?? 'unknown',
  amazonSideAsn: numberOf(item, 'amazonSideAsn'),
  vpcPrefixes,
});

/** All that a VPC holds, IPv6 written out. */
async function prefixesOf(asker: Ec2Asker, vpcId: string): Promise<readonly string[]> {
  const answer = await askEc2(asker, 'DescribeVpcs', { 'VpcId.1': vpcId });
  const [vpc] = itemsOf(answer, 'vpcSet');
  const blocks = [
    textOf(vpc, 'cidrBlock'),
    ...itemsOf(vpc, 'cidrBlockAssociationSet').map((each) => textOf(each, 'cidrBlock')),
    ...itemsOf(vpc, 'ipv6CidrBlockAssociationSet').map((each) => textOf(each, 'ipv6CidrBlock')),
  ];
  const prefixes = blocks.map((block) => parsePrefix(block ?? '')).filter((prefix) => typeof prefix === 'object');
  return [...new Set(prefixes.map(({ text }) => text))];
}

function numberOf(parent: XmlElement | undefined, name: string): number | undefined {
  const text = textOf(parent, name);
  return text === undefined || !/^\d+$/.test(text) ? undefined : Number(text);
}
