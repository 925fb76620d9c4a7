import type { Call } from '../call.ts';
import type { Connection } from '../model/connection.ts';
import type { PortState } from '../model/port.ts';
import { portView } from './port-view.ts';
import type { PortView } from './port-view.ts';
import { rateLimiterStatus } from './rate-limiter-status.ts';
import type { RateLimiterStatus } from './rate-limiter-status.ts';
import { surroundingsOf } from './surroundings.ts';
import type { Surroundings } from './surroundings.ts';

/** The states that only an answer has: of a connection that is no more. */
export type ConnectionViewState = PortState | 'deleted' | 'rejected';

export interface ConnectionView extends PortView {
  readonly ownerAccount: string;
  readonly connectionId: string;
  readonly connectionName: string;
  readonly connectionState: ConnectionViewState;
  readonly vlan?: number;
  readonly partnerName?: string;
  readonly partnerInterconnectMacSecCapable?: boolean;
  /** Of a dedicated connection that is not in a LAG. */
  readonly rateLimiterStatus?: RateLimiterStatus;
}

export function connectionView(
  connection: Connection,
  around: Surroundings,
  state: ConnectionViewState = connection.state,
): ConnectionView {
  const { hosted } = connection;
  return {
    ownerAccount: connection.account,
    connectionId: connection.id,
    connectionName: connection.name,
    connectionState: state,
    ...portView(connection, around),
    ...(connection.kind === 'dedicated' && connection.lagId === undefined
      ? { rateLimiterStatus: rateLimiterStatus(around.rateLimits.get(connection.id)) }
      : {}),
    ...(hosted === undefined
      ? {}
      : {
          vlan: hosted.vlan,
          partnerName: hosted.partnerName,
          partnerInterconnectMacSecCapable: around.macSecParents.has(hosted.parentId),
          ...(hosted.parentId.startsWith('dxlag-') ? { lagId: hosted.parentId } : {}),
        }),
  };
}

/** One connection as the caller sees it. */
export async function viewOfConnection(
  call: Call,
  connection: Connection,
  state?: ConnectionViewState,
): Promise<ConnectionView> {
  return connectionView(connection, await surroundingsOf(call, [connection]), state);
}

export async function viewsOfConnections(
  call: Call,
  connections: readonly Connection[],
): Promise<readonly ConnectionView[]> {
  const around = await surroundingsOf(call, connections);
  return connections.map((connection) => connectionView(connection, around));
}
