import type { Moment } from '../call.ts';

/** The prefixes that are allowed to a Direct Connect gateway by what is associated with it, each once. */
export async function gatewayPrefixes({ store }: Moment, gatewayId: string): Promise<readonly string[]> {
  const inService = (await store.associations.of(gatewayId)).filter(
    ({ state }) => state === 'associated' || state === 'updating',
  );
  return [...new Set(inService.flatMap(({ allowedPrefixes }) => allowedPrefixes))];
}
