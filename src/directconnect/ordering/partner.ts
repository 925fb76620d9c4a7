import type { Call } from '../call.ts';
import { clientException } from '../errors.ts';

const isPartner = (call: Call): boolean => call.settings.partnerAccounts?.has(call.caller.account) ?? true;

/** Whether the caller was named as a partner, rather than being one because everybody is. */
export const isNamedPartner = (call: Call): boolean => call.settings.partnerAccounts?.has(call.caller.account) ?? false;

export function assertPartner(call: Call): void {
  if (!isPartner(call))
    throw clientException(
      `Account ${call.caller.account} is not an authorized Direct Connect partner in ${call.caller.region}.`,
    );
}
