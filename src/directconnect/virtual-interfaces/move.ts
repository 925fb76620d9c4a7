import type { Call, Moment } from '../call.ts';
import { clientException } from '../errors.ts';
import { titleOf } from '../model/key-owner.ts';
import type { Connection } from '../model/connection.ts';
import { amazonAddress, customerAddress } from '../model/bgp-peer.ts';
import type { BgpPeer } from '../model/bgp-peer.ts';
import type { Lag } from '../model/lag.ts';
import { begun, isThere, leaving } from '../model/peering.ts';
import type { VirtualInterface } from '../model/virtual-interface.ts';
import { addBgpPeer, saveBgpPeer, saveVirtualInterface } from '../record.ts';
import type { Parent } from './parent.ts';
import { refuseMoreRateLimiters } from './rate-limit.ts';
import { refuseTakenVlan } from './vlan.ts';

/** What a port carries goes with it to the LAG that it joins, as it is. */
export async function carryToLag(moment: Moment, port: Connection, lag: Lag): Promise<void> {
  const { store } = moment;
  const carried = await store.virtualInterfaces.presentOn(port.id);
  await refuseMoreRateLimiters(moment, lag, carried.filter((vif) => vif.rateLimit !== undefined).length);
  for (const vif of carried) {
    await refuseTakenVlan(moment, { id: lag.id, title: titleOf(lag) }, vif.vlan);
    await store.virtualInterfaces.save({ ...vif, parentId: lag.id, location: lag.location, device: lag.device });
    await store.bgpPeers.moveAll(vif.id, lag.id);
  }
}

/** Refuses a move to where an address of the virtual interface is in use. */
export async function refuseTakenAddresses(
  { store }: Moment,
  peers: readonly BgpPeer[],
  parent: Parent,
): Promise<void> {
  for (const peer of peers.filter(isThere)) {
    for (const [host, address] of [
      [peer.amazonHost, amazonAddress(peer)],
      [peer.customerHost, customerAddress(peer)],
    ] as const) {
      if (await store.bgpPeers.usesAddress(parent.id, host))
        throw clientException(`Address ${address} is already in use on ${titleOf(parent)}.`);
    }
  }
}

interface Moved {
  readonly vif: VirtualInterface;
  /** Those that end and those that begin. */
  readonly peers: readonly BgpPeer[];
}

/** Puts a virtual interface on another connection or LAG: its BGP sessions end, and the same begin there. */
export async function moveTo(
  call: Call,
  vif: VirtualInterface,
  peers: readonly BgpPeer[],
  parent: Parent,
): Promise<Moved> {
  const moved: VirtualInterface = {
    ...vif,
    hostAccount: parent.account === vif.account ? undefined : parent.account,
    parentId: parent.id,
    location: parent.location,
    device: parent.device,
    ...begun(false, call.now, call.due),
  };
  await saveVirtualInterface(call, moved);
  const old: BgpPeer[] = [];
  const fresh: BgpPeer[] = [];
  for (const peer of peers.filter(isThere)) {
    old.push({ ...peer, ...leaving(call.now, call.due) });
    fresh.push({ ...peer, id: call.ids.bgpPeer(), parentId: parent.id, ...begun(false, call.now, call.due) });
  }
  for (const peer of old) await saveBgpPeer(call, peer);
  for (const peer of fresh) await addBgpPeer(call, peer);
  return { vif: moved, peers: [...old, ...fresh] };
}
