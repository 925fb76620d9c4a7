import { clientException } from '../errors.ts';

/**
 * What a customer can agree to, by name. AWS publishes no names; its documents speak of the terms that are confirmed
 * when a connection or LAG is created.
 */
export const AGREEMENTS: readonly string[] = ['ConnectionTerms'];

/** The agreements that a name stands for; without one, all. */
export function namedAgreements(name: string | undefined): readonly string[] {
  if (name === undefined) return AGREEMENTS;
  if (!AGREEMENTS.includes(name))
    throw clientException(`Agreement ${name} does not exist: the agreements are ${AGREEMENTS.join(', ')}.`);
  return [name];
}
