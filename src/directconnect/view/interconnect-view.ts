import type { Call } from '../call.ts';
import type { Connection } from '../model/connection.ts';
import type { PortState } from '../model/port.ts';
import { portView } from './port-view.ts';
import type { PortView } from './port-view.ts';
import { surroundingsOf } from './surroundings.ts';
import type { Surroundings } from './surroundings.ts';

export interface InterconnectView extends PortView {
  readonly interconnectId: string;
  readonly interconnectName: string;
  /** An interconnect is never `ordering`: that is a hosted connection's. */
  readonly interconnectState: Exclude<PortState, 'ordering'>;
}

const interconnectView = (port: Connection, around: Surroundings): InterconnectView => ({
  interconnectId: port.id,
  interconnectName: port.name,
  interconnectState: port.state === 'ordering' ? 'requested' : port.state,
  ...portView(port, around),
});

export async function viewsOfInterconnects(
  call: Call,
  ports: readonly Connection[],
): Promise<readonly InterconnectView[]> {
  const around = await surroundingsOf(call, ports);
  return ports.map((port) => interconnectView(port, around));
}

export async function viewOfInterconnect(call: Call, port: Connection): Promise<InterconnectView> {
  return interconnectView(port, await surroundingsOf(call, [port]));
}
