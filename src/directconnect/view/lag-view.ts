import type { Call } from '../call.ts';
import { groupBy } from '../group-by.ts';
import type { Connection } from '../model/connection.ts';
import { lagState } from '../model/lag.ts';
import type { Lag } from '../model/lag.ts';
import type { PortState } from '../model/port.ts';
import type { Tag } from '../stores.ts';
import { connectionView } from './connection-view.ts';
import type { ConnectionView } from './connection-view.ts';
import { macSecKeyView } from './mac-sec-key-view.ts';
import type { MacSecKeyView } from './mac-sec-key-view.ts';
import { rateLimiterStatus } from './rate-limiter-status.ts';
import type { RateLimiterStatus } from './rate-limiter-status.ts';
import { surroundingsOf } from './surroundings.ts';

export interface LagView {
  readonly connectionsBandwidth: string;
  readonly numberOfConnections: number;
  readonly lagId: string;
  readonly ownerAccount: string;
  readonly lagName: string;
  readonly lagState: Exclude<PortState, 'ordering'> | 'deleted';
  readonly location: string;
  readonly region: string;
  readonly minimumLinks: number;
  readonly awsDevice: string;
  readonly awsDeviceV2: string;
  readonly awsLogicalDeviceId: string;
  readonly connections: readonly ConnectionView[];
  readonly allowsHostedConnections: boolean;
  readonly jumboFrameCapable: boolean;
  readonly hasLogicalRedundancy: 'unknown';
  readonly tags: readonly Tag[];
  readonly providerName?: string;
  readonly macSecCapable: boolean;
  readonly encryptionMode: string;
  readonly macSecKeys: readonly MacSecKeyView[];
  readonly rateLimiterStatus: RateLimiterStatus;
}

/** LAGs as the caller sees them, each with its members. */
export async function viewsOfLags(call: Call, lags: readonly Lag[]): Promise<readonly LagView[]> {
  const members = await call.store.connections.ofLags(lags.map((lag) => lag.id));
  return viewsOfLagsWith(call, lags, members);
}

/** The same, of members as the operation has just left them. */
export async function viewsOfLagsWith(
  call: Call,
  lags: readonly Lag[],
  members: readonly Connection[],
): Promise<readonly LagView[]> {
  const around = await surroundingsOf(call, members, lags);
  const membersOf = groupBy(members, (member) => member.lagId);
  return lags.map((lag) => {
    const own = membersOf.get(lag.id) ?? [];
    return {
      connectionsBandwidth: lag.bandwidth,
      numberOfConnections: own.length,
      lagId: lag.id,
      ownerAccount: lag.account,
      lagName: lag.name,
      lagState: lagState(lag, own),
      location: lag.location,
      region: lag.region,
      minimumLinks: lag.minimumLinks,
      awsDevice: lag.device,
      awsDeviceV2: lag.device,
      awsLogicalDeviceId: lag.device,
      connections: own.map((member) => connectionView(member, around)),
      allowsHostedConnections: lag.allowsHostedConnections,
      jumboFrameCapable: true,
      hasLogicalRedundancy: 'unknown',
      tags: around.tags.get(lag.id) ?? [],
      ...(lag.providerName === undefined ? {} : { providerName: lag.providerName }),
      macSecCapable: lag.macSecCapable,
      encryptionMode: lag.encryptionMode,
      macSecKeys: (around.keys.get(lag.id) ?? []).map(macSecKeyView),
      rateLimiterStatus: rateLimiterStatus(around.rateLimits.get(lag.id)),
    };
  });
}
