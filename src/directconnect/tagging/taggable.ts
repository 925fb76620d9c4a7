import type { Call } from '../call.ts';
import { clientException } from '../errors.ts';

const ARN = /^arn:([^:]+):directconnect:([^:]*):([^:]*):(dxcon|dxlag)\/(.+)$/;

/**
 * The id of the resource that an ARN names, if the caller may tag it: its owner, and of a hosted connection its partner,
 * too. An ARN with an empty account field is the caller's: Terraform makes such ones when it is told not to ask who it is.
 */
export async function taggableId(call: Call, arn: string): Promise<string> {
  const match = ARN.exec(arn);
  if (!match) {
    throw clientException(
      `Resource ARN ${arn} is not valid: it must be of the form arn:aws:directconnect:REGION:ACCOUNT:dxcon/ID or …:dxlag/ID.`,
    );
  }
  const [, partition, region, account, kind, id = ''] = match;
  const { caller, store } = call;
  const resource = kind === 'dxlag' ? await store.lags.find(id) : await store.connections.find(id);
  const partner = resource && 'hosted' in resource ? resource.hosted?.partnerAccount : undefined;
  const isCallers = resource !== undefined && (resource.account === caller.account || partner === caller.account);
  const isNamed =
    resource !== undefined && (account === '' || account === resource.account || account === caller.account);
  if (
    !isCallers ||
    !isNamed ||
    resource.region !== region ||
    partition !== caller.partition ||
    region !== caller.region
  ) {
    throw clientException(`Resource ${arn} does not exist.`);
  }
  return id;
}
