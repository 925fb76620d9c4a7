import type { Call } from '../call.ts';
import { clientException } from '../errors.ts';
import type { MaybePromise } from '../stores.ts';

const ARN = /^arn:([^:]+):directconnect:([^:]*):([^:]*):([a-z-]+)\/(.+)$/;

/** A resource that can have tags, as far as it matters here. */
interface Taggable {
  readonly account: string;
  /** A gateway has none: neither has its ARN. */
  readonly region?: string;
  /** Of a hosted connection or virtual interface: who may tag it beside its owner. */
  readonly hosted?: { readonly partnerAccount: string } | undefined;
}

/** By the word in the ARN. */
const FIND: Readonly<Record<string, (call: Call, id: string) => MaybePromise<Taggable | undefined>>> = {
  dxcon: ({ store }, id) => store.connections.find(id),
  dxlag: ({ store }, id) => store.lags.find(id),
  dxvif: async ({ store }, id) => {
    const vif = await store.virtualInterfaces.find(id);
    return vif && { ...vif, hosted: vif.hostAccount === undefined ? undefined : { partnerAccount: vif.hostAccount } };
  },
  'dx-gateway': ({ store }, id) => store.gateways.find(id),
};

/**
 * The id of the resource that an ARN names, if the caller may tag it: its owner, and of a hosted one its partner, too. An ARN with an empty account field is the caller's: Terraform makes such ones when it is told not to ask who it is.
 */
export async function taggableId(call: Call, arn: string): Promise<string> {
  const [, partition, region, account, kind = '', id = ''] = ARN.exec(arn) ?? [];
  const find = Object.hasOwn(FIND, kind) ? FIND[kind] : undefined;
  if (!find) {
    throw clientException(
      `Resource ARN ${arn} is not valid: it must be of the form arn:aws:directconnect:REGION:ACCOUNT:dxcon/ID, …:dxlag/ID, …:dxvif/ID or arn:aws:directconnect::ACCOUNT:dx-gateway/ID.`,
    );
  }
  const { caller } = call;
  const resource = await find(call, id);
  const isCallers =
    resource !== undefined && [resource.account, resource.hosted?.partnerAccount].includes(caller.account);
  const isNamed = account === '' || account === resource?.account || account === caller.account;
  const isHere = resource?.region === undefined || resource.region === caller.region;
  if (!isCallers || !isNamed || !isHere || partition !== caller.partition || region !== (resource.region ?? '')) {
    throw clientException(`Resource ${arn} does not exist.`);
  }
  return id;
}
