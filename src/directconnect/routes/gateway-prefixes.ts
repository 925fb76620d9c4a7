import type { Moment } from '../call.ts';
import type { MaybePromise } from '../ports.ts';

/** The prefixes that are allowed to a Direct Connect gateway by what is associated with it. Nothing can be yet. */
export const gatewayPrefixes = (_moment: Moment, _gatewayId: string): MaybePromise<readonly string[]> => [];
