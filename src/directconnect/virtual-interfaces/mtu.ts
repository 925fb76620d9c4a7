import { clientException } from '../errors.ts';
import type { VirtualInterfaceType } from '../model/virtual-interface.ts';

export const DEFAULT_MTU = 1500;

/** AWS documented 9001 for private virtual interfaces until 2023, and 8500 since. */
const MTUS: Readonly<Record<VirtualInterfaceType, readonly number[]>> = {
  private: [1500, 8500, 9001],
  transit: [1500, 8500],
  public: [1500],
};

export function checkedMtu(type: VirtualInterfaceType, mtu: number = DEFAULT_MTU): number {
  if (!MTUS[type].includes(mtu))
    throw clientException(
      `MTU ${mtu} is not valid for a ${type} virtual interface: it must be ${MTUS[type].join(' or ')}.`,
    );
  return mtu;
}
