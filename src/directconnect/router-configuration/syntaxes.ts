import { aristaEos } from './arista-eos.ts';
import { ciscoIos } from './cisco-ios.ts';
import { ciscoIosXe } from './cisco-ios-xe.ts';
import { ciscoIosXr } from './cisco-ios-xr.ts';
import { ciscoNxOsMacSec } from './cisco-nx-os.ts';
import { inputOf } from './described.ts';
import type { DescribedCarrier, DescribedVirtualInterface } from './described.ts';
import type { Renderer } from './input.ts';
import { junosMacSec } from './juniper-junos.ts';
import { panOs } from './palo-alto-pan-os.ts';

/** The syntaxes that configurations can be written in: those of AWS's router types, and more. */
const SYNTAXES = {
  'arista-eos': aristaEos,
  'cisco-ios': ciscoIos,
  'cisco-ios-xe': ciscoIosXe,
  'cisco-ios-xr': ciscoIosXr,
  'cisco-nx-os': ciscoNxOsMacSec,
  'juniper-junos': junosMacSec,
  'palo-alto-pan-os': panOs,
} as const satisfies Readonly<Record<string, Renderer>>;

export type RouterSyntax = keyof typeof SYNTAXES;

/**
 * A router's configuration for a virtual interface and the connection or LAG under it, as the Describe operations
 * answered them: Ferrule's or AWS's. It holds the BGP key, and a placeholder for each CAK.
 *
 * @throws Error that says which member is missing
 */
export const routerConfiguration = (
  syntax: RouterSyntax,
  virtualInterface: DescribedVirtualInterface,
  carrier: DescribedCarrier,
): string => SYNTAXES[syntax](inputOf(virtualInterface, carrier));
