import { overlap, parsePrefix } from '../addressing/prefix.ts';
import type { Prefix } from '../addressing/prefix.ts';
import type { Moment } from '../call.ts';
import { clientException } from '../errors.ts';
import type { AssociatedGateway } from '../model/association.ts';
import { titleOfEc2Gateway } from '../model/ec2-gateway.ts';

export type PrefixInput = readonly { readonly cidr?: string }[];

/** What a transit gateway can announce to the premises. */
const MOST_OF_TRANSIT_GATEWAY = 200;

/** The prefixes of a request, checked and in AWS's writing, each once. */
export function checkedPrefixes(member: string, input: PrefixInput | undefined): readonly string[] {
  return [...new Set((input ?? []).map(({ cidr }) => checkedPrefix(member, cidr)))];
}

function checkedPrefix(member: string, cidr: string | undefined): string {
  if (cidr === undefined) throw clientException(`Each entry of ${member} needs a cidr.`);
  const prefix = parsePrefix(cidr);
  if (prefix === 'malformed')
    throw clientException(`Allowed prefix ${cidr} is not valid: it must be a prefix such as 10.0.0.0/16.`);
  if (prefix === 'host-bits')
    throw clientException(`Allowed prefix ${cidr} is not valid: it has bits set beyond its length.`);
  return prefix.text;
}

export interface PrefixChange {
  readonly addAllowedPrefixesToDirectConnectGateway?: PrefixInput;
  readonly removeAllowedPrefixesToDirectConnectGateway?: PrefixInput;
}

/** A list after a change. What is removed and added, in whatever writing, stays: clients that compare texts send both. */
export function changedPrefixes(current: readonly string[], change: PrefixChange): readonly string[] {
  const added = checkedPrefixes(
    'addAllowedPrefixesToDirectConnectGateway',
    change.addAllowedPrefixesToDirectConnectGateway,
  );
  const removed = new Set(
    checkedPrefixes('removeAllowedPrefixesToDirectConnectGateway', change.removeAllowedPrefixesToDirectConnectGateway),
  );
  const known = new Set(current);
  for (const cidr of removed)
    if (!known.has(cidr))
      throw clientException(`Allowed prefix ${cidr} cannot be removed: it is not among those that are allowed.`);
  return [...new Set([...current.filter((cidr) => !removed.has(cidr)), ...added])];
}

/** A transit gateway announces what it is told to, and nothing else: so it has to be told, and not too much. */
export function checkPrefixCount({ id, type }: AssociatedGateway, prefixes: readonly string[]): void {
  if (type !== 'transitGateway') return;
  if (prefixes.length === 0)
    throw clientException(
      `Allowed prefixes are required for a transit gateway: name 1 to ${MOST_OF_TRANSIT_GATEWAY} that ${titleOfEc2Gateway(id)} is to announce.`,
    );
  if (prefixes.length > MOST_OF_TRANSIT_GATEWAY)
    throw clientException(
      `A transit gateway can have at most ${MOST_OF_TRANSIT_GATEWAY} allowed prefixes, not ${prefixes.length}.`,
    );
}

/** Refuses prefixes that another transit gateway on the same Direct Connect gateway announces, or a part of them. */
export async function refuseOverlap(
  { store }: Moment,
  gatewayId: string,
  associated: AssociatedGateway,
  prefixes: readonly string[],
): Promise<void> {
  if (associated.type !== 'transitGateway') return;
  for (const other of await store.associations.of(gatewayId)) {
    if (other.associated.id === associated.id) continue;
    const found = overlap(parsed(prefixes), parsed(other.allowedPrefixes));
    if (found)
      throw clientException(
        `Allowed prefix ${found[0].text} overlaps with ${found[1].text}, which ${titleOfEc2Gateway(other.associated.id)} has on Direct Connect Gateway ${gatewayId}.`,
      );
  }
}

/** Of texts that are kept, and so well-formed. */
const parsed = (prefixes: readonly string[]): readonly Prefix[] =>
  prefixes.map(parsePrefix).filter((prefix) => typeof prefix === 'object');
