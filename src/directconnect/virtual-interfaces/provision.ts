import type { Call } from '../call.ts';
import { clientException } from '../errors.ts';
import { titleOf } from '../model/key-owner.ts';
import { begun, confirming } from '../model/peering.ts';
import { NO_TARGET } from '../model/virtual-interface.ts';
import type { Target, VirtualInterface, VirtualInterfaceType } from '../model/virtual-interface.ts';
import { assertName } from '../ordering/order.ts';
import { addressFamily } from '../peering/peer-addresses.ts';
import { newPeer } from '../peering/new-peer.ts';
import type { PeerInput } from '../peering/new-peer.ts';
import { addBgpPeer, addVirtualInterface } from '../record.ts';
import { checkedTags } from '../tagging/tags.ts';
import { viewOfVirtualInterface } from '../view/virtual-interface-view.ts';
import type { VirtualInterfaceView } from '../view/virtual-interface-view.ts';
import { checkedMtu } from './mtu.ts';
import { parentHere } from './parent.ts';
import type { Parent } from './parent.ts';
import { checkPlace } from './quota.ts';
import { checkRateLimit } from './rate-limit.ts';
import { checkedPrefixes } from './route-filter.ts';
import type { PrefixInput } from './route-filter.ts';
import { checkSiteLink, targetOf } from './target.ts';
import type { TargetInput } from './target.ts';
import { assertVlan, refuseTakenVlan } from './vlan.ts';

/** What the six operations that make a virtual interface ask for, each a part of it. */
interface VirtualInterfaceInput extends PeerInput, TargetInput {
  readonly virtualInterfaceName?: string;
  readonly vlan?: number;
  readonly mtu?: number;
  readonly routeFilterPrefixes?: PrefixInput;
  readonly enableSiteLink?: boolean;
  readonly rateLimit?: string;
  readonly tags?: Parameters<typeof checkedTags>[0];
}

const TITLE: Readonly<Record<VirtualInterfaceType, string>> = {
  private: 'Private',
  public: 'Public',
  transit: 'Transit',
};

/** Makes a virtual interface of the caller's own on the caller's connection or LAG. */
export async function createVirtualInterface(
  call: Call,
  type: VirtualInterfaceType,
  connectionId: string,
  input: VirtualInterfaceInput,
): Promise<VirtualInterfaceView> {
  const parent = await parentHere(call, connectionId);
  const target = await targetOf(call, type, input);
  checkSiteLink(call, target, input.enableSiteLink ?? false);
  return provision(call, parent, type, input, { account: call.caller.account, target, begin: begun });
}

/** Makes a virtual interface for another account, which then confirms or declines it. */
export async function allocateVirtualInterface(
  call: Call,
  type: VirtualInterfaceType,
  connectionId: string,
  ownerAccount: string,
  input: VirtualInterfaceInput,
): Promise<VirtualInterfaceView> {
  if (!/^\d{12}$/.test(ownerAccount))
    throw clientException(`ownerAccount ${ownerAccount} is not valid: an account ID has 12 digits.`);
  const parent = await parentHere(call, connectionId);
  return provision(call, parent, type, input, { account: ownerAccount, target: NO_TARGET, begin: undefined });
}

interface Ownership {
  readonly account: string;
  readonly target: Target;
  /** Undefined where the owner has to confirm first. */
  readonly begin: typeof begun | undefined;
}

async function provision(
  call: Call,
  parent: Parent,
  type: VirtualInterfaceType,
  input: VirtualInterfaceInput,
  { account, target, begin }: Ownership,
): Promise<VirtualInterfaceView> {
  const tags = checkedTags(input.tags);
  const member = `new${TITLE[type]}VirtualInterface${begin ? '' : 'Allocation'}`;
  const vif: VirtualInterface = {
    id: call.ids.virtualInterface(),
    type,
    account,
    hostAccount: account === parent.account ? undefined : parent.account,
    region: parent.region,
    parentId: parent.id,
    location: parent.location,
    device: parent.device,
    name: required(`${member}.virtualInterfaceName`, input.virtualInterfaceName),
    vlan: required(`${member}.vlan`, input.vlan),
    mtu: checkedMtu(type, input.mtu),
    target,
    siteLink: input.enableSiteLink ?? false,
    rateLimit: input.rateLimit,
    routeFilterPrefixes:
      type === 'public' ? checkedPrefixes(input.routeFilterPrefixes, addressFamily(input.addressFamily)) : [],
    createdAt: call.now,
    ...(begin?.(type === 'public', call.now, call.due) ?? confirming),
  };
  assertName('virtualInterfaceName', vif.name, 100);
  assertVlan(vif.vlan);
  await refuseTakenVlan(call, { id: parent.id, title: titleOf(parent) }, vif.vlan);
  await checkRateLimit(call, parent, vif.rateLimit);
  await checkPlace(call, parent, type);
  const peer = await newPeer(call, vif, input, begin?.(type === 'public', call.now, call.due) ?? { state: 'pending' });
  await addVirtualInterface(call, vif);
  await addBgpPeer(call, peer);
  await call.store.tags.put(vif.id, call.caller.account, tags);
  return viewOfVirtualInterface(call, vif, [peer]);
}

/** The model requires these of private and public ones only, and yet none can be without. */
function required<T>(member: string, value: T | undefined): T {
  if (value === undefined) throw clientException(`Field ${member} is required.`);
  return value;
}
