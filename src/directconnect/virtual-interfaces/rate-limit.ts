import type { Moment } from '../call.ts';
import { clientException, limitExceeded } from '../errors.ts';
import { isLag, titleOf } from '../model/key-owner.ts';
import { RATE_LIMITERS_PER_PARENT, RATE_LIMITS, megabitsOfRate } from '../model/rate-limit.ts';
import { megabitsPerSecond } from '../ordering/speed.ts';
import type { Parent } from './parent.ts';

/**
 * Checks the rate limit of a virtual interface on this connection or LAG.
 * @param replaces whether the virtual interface has a rate limiter there already, which gets another rate
 */
export async function checkRateLimit(
  moment: Moment,
  parent: Parent,
  rateLimit: string | undefined,
  replaces = false,
): Promise<void> {
  if (rateLimit === undefined) return;
  if (!RATE_LIMITS.includes(rateLimit))
    throw clientException(`rateLimit ${rateLimit} is not valid: it must be one of ${RATE_LIMITS.join(', ')}.`);
  const members = isLag(parent) ? Math.max(1, (await moment.store.connections.ofLag(parent.id)).length) : 1;
  const bandwidth = members * (megabitsPerSecond(parent.bandwidth) ?? 0);
  if (megabitsOfRate(rateLimit) > bandwidth) {
    const has = members > 1 ? `${members} × ${parent.bandwidth}` : parent.bandwidth;
    throw clientException(`rateLimit ${rateLimit} is more than ${titleOf(parent)} has (${has}).`);
  }
  if (!replaces) await refuseMoreRateLimiters(moment, parent, 1);
}

/** Refuses `more` rate limiters beyond those that a connection or LAG can have. */
export async function refuseMoreRateLimiters(moment: Moment, parent: Parent, more: number): Promise<void> {
  if (more === 0) return;
  const inUse = await moment.store.virtualInterfaces.rateLimitsOn([parent.id]);
  if (inUse.length + more > RATE_LIMITERS_PER_PARENT) {
    throw limitExceeded(
      `${titleOf(parent)} can have at most ${RATE_LIMITERS_PER_PARENT} rate limiters, and has ${inUse.length}.`,
    );
  }
}
