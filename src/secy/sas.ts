import { sameKeyIdentifier } from '../lmi/key-identifier.ts';
import type { KeyIdentifier } from '../lmi/key-identifier.ts';

/** The SAs of one secure channel by their association numbers: at most one of each, and hardly ever more than two. */
export type Sas<Sa> = [Sa | undefined, Sa | undefined, Sa | undefined, Sa | undefined];

export function noSas<Sa>(): Sas<Sa> {
  return [undefined, undefined, undefined, undefined];
}

/** Those that there are. */
export function present<Sa>(sas: Readonly<Sas<Sa>>): readonly Sa[] {
  return sas.filter((sa) => sa !== undefined);
}

/** The SA of a SAK, of which a channel never has two. */
export function saOf<Sa extends { readonly keyIdentifier: KeyIdentifier }>(
  sas: Readonly<Sas<Sa>>,
  key: KeyIdentifier,
): Sa | undefined {
  for (const sa of sas) if (sa !== undefined && sameKeyIdentifier(sa.keyIdentifier, key)) return sa;
  return undefined;
}
