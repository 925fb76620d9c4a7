import { randomInt } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { later } from '../../mka/timers.ts';
import type { PortClock } from '../clock.ts';
import { hostStation } from '../link/host.ts';
import { arpAnswer, arpRequest, echoFrames } from './echo.ts';
import type { Station } from './echo.ts';
import type { FlowEnd } from './flow.ts';
import type { NumberedFrames } from './test-frame.ts';

/** How often a neighbour is asked for, and how long each time is waited for it, in milliseconds. */
const QUESTIONS = 5;
const WAIT = 500;

/** Why an address cannot be asked for, as a clause; undefined if it can. */
export const whyNoPing = (address: string): string | undefined =>
  isIPv4(address) ? undefined : `"${address}" is no IPv4 address, such as 10.0.0.1`;

/**
 * Echoes between the host of IPv4 address `from`, at `end`, and whoever has `to` behind it; undefined if nobody says that
 * it has that address.
 */
export async function pingFrames(
  end: FlowEnd,
  from: string,
  to: string,
  octets: number,
  clock: PortClock,
): Promise<NumberedFrames | undefined> {
  const asker = hostStation(from);
  const { ip } = hostStation(to);
  for (let asked = 0; asked < QUESTIONS; asked += 1) {
    const mac = await askFor(end, asker, ip, clock);
    if (mac) return echoFrames(asker, { mac, ip }, octets, randomInt(0x10000));
  }
  return undefined;
}

async function askFor(end: FlowEnd, asker: Station, ip: Uint8Array, clock: PortClock): Promise<Uint8Array | undefined> {
  const answer = new Promise<Uint8Array>((resolve) =>
    end.observe((frame) => {
      const mac = arpAnswer(frame, ip);
      if (mac) resolve(mac);
    }),
  );
  const silence = new Promise<undefined>((resolve) =>
    clock.alarm(() => resolve(undefined)).set(later(clock.now(), WAIT)),
  );
  end.send(arpRequest(asker, ip));
  const mac = await Promise.race([answer, silence]);
  end.observe(undefined);
  return mac;
}
