import type { Authorization } from './authorization-value.ts';
import { incomplete, invalid } from './fault.ts';
import type { SignatureFault } from './fault.ts';
import { formatBasic } from './timestamp.ts';
import type { Timestamp } from './timestamp.ts';

/** How far a client's clock and ours may be apart. */
const SKEW = 15 * 60;
const WEEK = 7 * 24 * 60 * 60;

/**
 * Why a request is too old or too new, in AWS's words. A presigned one is good for `X-Amz-Expires`, which unlike S3 the
 * other services do not require. Both edges still pass.
 */
export function staleness(
  { expires }: Authorization,
  signed: Timestamp,
  nowSeconds: number,
): SignatureFault | undefined {
  const lifetime = expires === undefined ? SKEW : lifetimeOf(expires);
  if (typeof lifetime !== 'number') return lifetime;
  if (signed.seconds < nowSeconds - lifetime) {
    const edge = `${formatBasic(nowSeconds - lifetime)} (${formatBasic(nowSeconds)} - ${duration(lifetime)})`;
    return invalid(`Signature expired: ${signed.basic} is now earlier than ${edge}`);
  }
  if (signed.seconds > nowSeconds + SKEW) {
    const edge = `${formatBasic(nowSeconds + SKEW)} (${formatBasic(nowSeconds)} + ${duration(SKEW)})`;
    return invalid(`Signature not yet current: ${signed.basic} is still later than ${edge}`);
  }
  return undefined;
}

function lifetimeOf(expires: string): number | SignatureFault {
  if (/^-\d+$/.test(expires)) return incomplete('X-Amz-Expires must be non-negative');
  if (!/^\d+$/.test(expires)) return incomplete('X-Amz-Expires should be a number');
  const seconds = Number(expires);
  if (seconds <= WEEK) return seconds;
  return incomplete(
    'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than ' +
      `${WEEK} seconds`,
  );
}

const duration = (seconds: number): string => (seconds % 60 === 0 ? `${seconds / 60} min.` : `${seconds} sec.`);
