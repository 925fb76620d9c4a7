import { RATE_LIMITERS_PER_PARENT, formatRate, megabitsOfRate } from '../model/rate-limit.ts';

/** How much of a connection's or LAG's bandwidth is shared out by rate limits. */
export interface RateLimiterStatus {
  readonly maxAllowed: number;
  readonly inUse: number;
  readonly remaining: number;
  readonly totalBandwidth: string;
}

/** @param rates of the virtual interfaces that have one */
export const rateLimiterStatus = (rates: readonly string[] = []): RateLimiterStatus => ({
  maxAllowed: RATE_LIMITERS_PER_PARENT,
  inUse: rates.length,
  remaining: RATE_LIMITERS_PER_PARENT - rates.length,
  totalBandwidth: formatRate(rates.reduce((total, rate) => total + megabitsOfRate(rate), 0)),
});
