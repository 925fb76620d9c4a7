import { clientException } from '../../errors.ts';
import type { Handler } from '../../handler.ts';
import { noSuchConnection, ownPort } from '../../lookup.ts';
import { confirmed } from '../../model/port.ts';
import { saveConnection } from '../../record.ts';

/** A customer accepts a hosted connection. Nobody else can, not even its partner. */
export const confirmConnection: Handler<'ConfirmConnection'> = async (input, call) => {
  const connection = await ownPort(call, input.connectionId);
  if (connection?.kind !== 'hosted') throw noSuchConnection(input.connectionId);
  if (connection.state !== 'ordering') {
    throw clientException(
      `Connection ${connection.id} is ${connection.state}: only a hosted connection that is ordering can be confirmed.`,
    );
  }
  const accepted = { ...connection, ...confirmed(call.now, call.due) };
  await saveConnection(call, accepted);
  return { connectionState: accepted.state };
};
