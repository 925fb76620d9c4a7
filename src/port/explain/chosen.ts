import type { Association } from './association.ts';
import type { Evidence } from './evidence.ts';

/**
 * The associations worth telling of, the most telling first: those whose MKPDUs were checked, if there are any, else
 * those that only claim; of these the ones that were secured last, then the ones with more members.
 */
export function associationsToTell({ mka }: Evidence): readonly Association[] {
  const checked = mka.all().filter(({ by }) => by !== undefined);
  return (checked.length > 0 ? checked : mka.all()).toSorted(
    (a, b) => securedUntil(b) - securedUntil(a) || securedFrom(b) - securedFrom(a) || b.members.size - a.members.size,
  );
}

function securedUntil({ lastSpan }: Association): number {
  return lastSpan === undefined ? -Infinity : (lastSpan.to ?? Number.MAX_VALUE);
}

function securedFrom({ lastSpan }: Association): number {
  return lastSpan?.from ?? -Number.MAX_VALUE;
}
