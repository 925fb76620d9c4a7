import type { Call } from '../call.ts';
import { clientException } from '../errors.ts';
import type { PartnerType } from '../ports.ts';

/** What kind of partner the caller is: where nobody is named as one, everybody is, of the wider kind. */
export const partnerTypeOf = ({ caller, settings }: Call): PartnerType | undefined =>
  settings.partnerAccounts === undefined ? 'v2' : settings.partnerAccounts.get(caller.account);

/** Whether the caller was named as a partner, rather than being one because everybody is. */
export const isNamedPartner = (call: Call): boolean => call.settings.partnerAccounts?.has(call.caller.account) ?? false;

export function assertPartner(call: Call): void {
  if (partnerTypeOf(call) === undefined)
    throw clientException(
      `Account ${call.caller.account} is not an authorized Direct Connect partner in ${call.caller.region}.`,
    );
}

/** How a partner is named: an account id, `:v1` after it for one that may host connections below 1 Gbit/s only. */
const NAMED = /^(\d{12})(?::(v1|v2))?$/;

export const isPartnerName = (text: string): boolean => NAMED.test(text);

/** The partners of a list of names. @throws Error that says which name is none */
export function partnersOf(names: readonly string[]): ReadonlyMap<string, PartnerType> {
  const partners = new Map<string, PartnerType>();
  for (const name of names) {
    const [, account, type] = NAMED.exec(name) ?? [];
    if (account === undefined)
      throw new Error(
        `${name} names no partner: it must be a 12-digit account id, with :v1 or :v2 after it if need be`,
      );
    partners.set(account, type === 'v1' ? 'v1' : 'v2');
  }
  return partners;
}
