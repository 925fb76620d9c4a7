import type { Connection } from '../model/connection.ts';
import type { Tag } from '../stores.ts';
import { macSecKeyView } from './mac-sec-key-view.ts';
import type { MacSecKeyView } from './mac-sec-key-view.ts';
import type { Surroundings } from './surroundings.ts';

/** What connections and interconnects show alike. */
export interface PortView {
  readonly region: string;
  readonly location: string;
  readonly bandwidth: string;
  readonly loaIssueTime?: number;
  readonly lagId?: string;
  readonly awsDevice: string;
  readonly jumboFrameCapable: boolean;
  readonly awsDeviceV2: string;
  readonly awsLogicalDeviceId: string;
  readonly hasLogicalRedundancy: 'unknown';
  readonly tags: readonly Tag[];
  readonly providerName?: string;
  readonly macSecCapable: boolean;
  readonly portEncryptionStatus: 'Encryption Up' | 'Encryption Down';
  readonly encryptionMode: string;
  readonly macSecKeys: readonly MacSecKeyView[];
}

export function portView(port: Connection, around: Surroundings): PortView {
  const lag = port.lagId === undefined ? undefined : around.lags.get(port.lagId);
  const keys = port.kind === 'hosted' ? [] : (around.keys.get(port.lagId ?? port.id) ?? []);
  return {
    region: port.region,
    location: port.location,
    bandwidth: port.bandwidth,
    ...(port.loaIssuedAt === undefined ? {} : { loaIssueTime: port.loaIssuedAt / 1000 }),
    ...(port.lagId === undefined ? {} : { lagId: port.lagId }),
    awsDevice: port.device,
    jumboFrameCapable: true,
    awsDeviceV2: port.device,
    awsLogicalDeviceId: port.device,
    hasLogicalRedundancy: 'unknown',
    tags: around.tags.get(port.id) ?? [],
    // Only if it was asked for: clients compare it with what they asked.
    ...(port.providerName === undefined ? {} : { providerName: port.providerName }),
    macSecCapable: port.macSecCapable,
    portEncryptionStatus: around.isEncrypted(port.id) ? 'Encryption Up' : 'Encryption Down',
    encryptionMode: lag?.encryptionMode ?? port.encryptionMode,
    macSecKeys: keys.map(macSecKeyView),
  };
}
