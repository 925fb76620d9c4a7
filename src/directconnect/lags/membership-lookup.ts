import type { Call } from '../call.ts';
import { clientException } from '../errors.ts';
import { assertLagId, findOwnLag, ownDedicatedPort } from '../lookup.ts';
import type { Connection } from '../model/connection.ts';
import type { Lag } from '../model/lag.ts';

/**
 * The port and the LAG that a membership call names. Where one is missing, these calls have texts of their own, which
 * Terraform takes for "already gone".
 */
export async function membershipOf(
  call: Call,
  connectionId: string,
  lagId: string,
): Promise<{ port: Connection; lag: Lag }> {
  assertLagId(lagId);
  const port = await ownDedicatedPort(call, connectionId);
  if (!port) throw clientException(`Connection does not exist: ${connectionId}`);
  const lag = await findOwnLag(call, lagId);
  if (!lag) throw clientException(`Lag does not exist: ${lagId}`);
  return { port, lag };
}
