import type { Call } from '../call.ts';
import { clientException } from '../errors.ts';
import { begun } from '../model/peering.ts';
import type { VirtualInterface, VirtualInterfaceType } from '../model/virtual-interface.ts';
import { refuseSameAsn } from '../peering/asn.ts';
import { saveBgpPeer, saveVirtualInterface } from '../record.ts';
import { ownVirtualInterface } from './lookup.ts';
import { targetOf } from './target.ts';
import type { TargetInput } from './target.ts';

const CONFIRMED_BY: Readonly<Record<VirtualInterfaceType, string>> = {
  private: 'ConfirmPrivateVirtualInterface',
  public: 'ConfirmPublicVirtualInterface',
  transit: 'ConfirmTransitVirtualInterface',
};

/** The owner accepts a virtual interface that another account has made, and says where it leads. */
export async function confirmVirtualInterface(
  call: Call,
  type: VirtualInterfaceType,
  id: string,
  input: TargetInput,
): Promise<{ readonly virtualInterfaceState: VirtualInterface['state'] }> {
  const vif = await ownVirtualInterface(call, id);
  if (vif.type !== type)
    throw clientException(
      `Virtual Interface ${id} is a ${vif.type} one: it is confirmed by ${CONFIRMED_BY[vif.type]}.`,
    );
  if (vif.state !== 'confirming')
    throw clientException(`Virtual Interface ${id} is ${vif.state}: only one that is confirming can be confirmed.`);
  const target = await targetOf(call, type, input);
  const confirmed: VirtualInterface = { ...vif, target, ...begun(type === 'public', call.now, call.due) };
  await saveVirtualInterface(call, confirmed);
  for (const peer of await call.store.bgpPeers.of(id)) {
    refuseSameAsn(peer, target.amazonSideAsn);
    await saveBgpPeer(call, { ...peer, ...begun(type === 'public', call.now, call.due) });
  }
  return { virtualInterfaceState: confirmed.state };
}
