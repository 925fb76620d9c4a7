import type { Call } from '../../call.ts';
import { changeMode } from '../../macsec/change-mode.ts';
import { clientException } from '../../errors.ts';
import type { Handler } from '../../handler.ts';
import { noSuchConnection, ownPort } from '../../lookup.ts';
import type { Connection } from '../../model/connection.ts';
import { assertName } from '../../ordering/order.ts';
import { saveConnection } from '../../record.ts';
import { viewOfConnection } from '../../view/connection-view.ts';

/** Renames a connection or changes its encryption mode. A partner's interconnect is updated by this call, too. */
export const updateConnection: Handler<'UpdateConnection'> = async (input, call) => {
  const port = await ownPort(call, input.connectionId);
  if (!port) throw noSuchConnection(input.connectionId);
  if (input.connectionName !== undefined) assertName('connectionName', input.connectionName);
  const named = { ...port, name: input.connectionName ?? port.name };
  if (input.encryptionMode !== undefined)
    return viewOfConnection(call, await withMode(call, named, input.encryptionMode));
  await saveConnection(call, named);
  return viewOfConnection(call, named);
};

async function withMode(call: Call, port: Connection, mode: string): Promise<Connection> {
  if (port.kind === 'hosted')
    throw clientException(
      `Connection ${port.id} is a hosted connection: the encryption mode belongs to its partner's interconnect.`,
    );
  if (port.lagId !== undefined) {
    throw clientException(
      `Connection ${port.id} is a member of Lag ${port.lagId}, whose encryption mode counts for all members: use UpdateLag.`,
    );
  }
  return changeMode(call, port, mode);
}
