import type { Moment } from '../call.ts';
import { clientException } from '../errors.ts';
import type { Gateway } from '../model/gateway.ts';
import type { MaybePromise } from '../stores.ts';

/** What of some kind is on a gateway, as the end of "until its …"; undefined if there is none of that kind. */
type Use = (moment: Moment, gatewayId: string) => MaybePromise<string | undefined>;

/** Everything that keeps a gateway from being deleted: attachments and associations each have an entry here. */
const USES: readonly Use[] = [
  async ({ store }, id) =>
    (await store.virtualInterfaces.countOnGateway(id)) > 0 ? 'Virtual Interfaces are deleted' : undefined,
  async ({ store }, id) => ((await store.associations.anyOf(id)) ? 'Associations are deleted' : undefined),
];

/** Refuses to delete a gateway that something is on. */
export async function refuseInUse(moment: Moment, gateway: Gateway): Promise<void> {
  for (const use of USES) {
    const what = await use(moment, gateway.id);
    if (what !== undefined)
      throw clientException(`Direct Connect Gateway ${gateway.id} cannot be deleted until its ${what}.`);
  }
}
