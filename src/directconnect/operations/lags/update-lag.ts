import type { Call } from '../../call.ts';
import { changeMode } from '../../macsec/change-mode.ts';
import { clientException } from '../../errors.ts';
import type { Handler } from '../../handler.ts';
import { ownLag } from '../../lookup.ts';
import type { Lag } from '../../model/lag.ts';
import { assertName } from '../../ordering/order.ts';
import { saveLag } from '../../record.ts';
import { viewsOfLags } from '../../view/lag-view.ts';

/** Renames a LAG, or changes its minimum of links or the encryption mode of all its members. */
export const updateLag: Handler<'UpdateLag'> = async (input, call) => {
  const lag = await ownLag(call, input.lagId);
  if (input.lagName !== undefined) assertName('lagName', input.lagName);
  if (input.minimumLinks !== undefined) await checkMinimumLinks(call, lag, input.minimumLinks);
  const updated: Lag = {
    ...lag,
    name: input.lagName ?? lag.name,
    minimumLinks: input.minimumLinks ?? lag.minimumLinks,
  };
  if (input.encryptionMode === undefined) await saveLag(call, updated);
  const changed = input.encryptionMode === undefined ? updated : await changeMode(call, updated, input.encryptionMode);
  const [view] = await viewsOfLags(call, [changed]);
  return view ?? {};
};

async function checkMinimumLinks(call: Call, lag: Lag, minimumLinks: number): Promise<void> {
  if (minimumLinks < 0) throw clientException(`minimumLinks ${minimumLinks} is not valid: it must be 0 or more.`);
  const members = await call.store.connections.ofLag(lag.id);
  if (minimumLinks > members.length) {
    throw clientException(
      `MinimumLinks cannot be set higher than the number of connections: ${minimumLinks} is more than the ${members.length} of Lag ${lag.id}.`,
    );
  }
}
