import type { Call } from '../call.ts';
import { clientException } from '../errors.ts';
import { isLag, titleOf } from '../model/key-owner.ts';
import type { Target, VirtualInterfaceType } from '../model/virtual-interface.ts';
import type { Parent } from './parent.ts';

/** AWS's defaults: for each connection or LAG, and for each gateway. */
const QUOTAS = { onParent: 51, transitOnConnection: 4, othersOnConnection: 50, onGateway: 30 } as const;

/** Refuses another virtual interface where there is no place for it. A hosted connection has place for one, always. */
export async function checkPlace(call: Call, parent: Parent, type: VirtualInterfaceType): Promise<void> {
  const { virtualInterfaces } = call.store;
  if (!isLag(parent) && parent.kind === 'hosted') {
    if (await virtualInterfaces.anyOn(parent.id))
      throw clientException(`Connection ${parent.id} is a hosted connection, which carries one virtual interface.`);
    return;
  }
  if (!call.settings.enforceQuotas) return;
  const counts = await virtualInterfaces.countOn(parent.id);
  const others = counts.private + counts.public;
  refuseFrom(QUOTAS.onParent, others + counts.transit, 'virtual interfaces', titleOf(parent));
  if (isLag(parent)) return;
  if (type === 'transit')
    refuseFrom(QUOTAS.transitOnConnection, counts.transit, 'transit virtual interfaces', titleOf(parent));
  else refuseFrom(QUOTAS.othersOnConnection, others, 'private and public virtual interfaces', titleOf(parent));
}

/** Refuses another virtual interface on a gateway that has its fill. */
export async function checkGatewayPlace(call: Call, { gatewayId }: Target): Promise<void> {
  if (!call.settings.enforceQuotas || gatewayId === undefined) return;
  const count = await call.store.virtualInterfaces.countOnGateway(gatewayId);
  refuseFrom(QUOTAS.onGateway, count, 'virtual interfaces', `Direct Connect Gateway ${gatewayId}`);
}

function refuseFrom(quota: number, count: number, what: string, where: string): void {
  if (count >= quota) throw clientException(`The quota of ${quota} ${what} is exceeded: ${where} has ${count}.`);
}
