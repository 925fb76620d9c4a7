import { cipherSuitesFor } from '../mka/config.ts';
import type { KayConfig, PortSpeed } from '../mka/config.ts';
import { XPN_REPLAY_WINDOW_LIMIT } from '../secy/replay.ts';
import { DEFAULT_SETTINGS, SETTABLE_SUITES } from './port-settings.ts';
import type { PortSettings } from './port-settings.ts';

/** The least time between two SAKs: 30 s leaves room for each to be taken into use and the former to retire. */
const SHORTEST_LIFETIME = 30;
const LONGEST_LIFETIME = 366 * 24 * 3600;

/**
 * What is given, over what was set before.
 *
 * @throws SettingRefusal that says which is wrong, and what would be right
 */
export function changedSettings(given: Readonly<Record<string, unknown>>, before: PortSettings): PortSettings {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(DEFAULT_SETTINGS, name));
  if (unknown !== undefined)
    throw new SettingRefusal(`${unknown} is no setting; there are ${Object.keys(DEFAULT_SETTINGS).join(', ')}`);
  const whole = (name: keyof PortSettings, most: number, what: string): number => {
    const value = given[name] ?? before[name];
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most) return value;
    throw new SettingRefusal(`${name} must be ${what}`);
  };
  const priority = 'a whole number from 0 to 255, where 255 never serves the keys';
  const suite = given['cipherSuite'] ?? before.cipherSuite;
  const cipherSuite = SETTABLE_SUITES.find((each) => each === suite);
  if (cipherSuite === undefined) throw new SettingRefusal(`cipherSuite must be ${SETTABLE_SUITES.join(' or ')}`);
  const lifetime = `0 for never, or a number of seconds from ${SHORTEST_LIFETIME} to ${LONGEST_LIFETIME}`;
  const sakLifetime = whole('sakLifetime', LONGEST_LIFETIME, lifetime);
  if (sakLifetime > 0 && sakLifetime < SHORTEST_LIFETIME) throw new SettingRefusal(`sakLifetime must be ${lifetime}`);
  return {
    keyServerPriority: whole('keyServerPriority', 255, priority),
    routerKeyServerPriority: whole('routerKeyServerPriority', 255, priority),
    cipherSuite,
    // One window for both suites, so the smaller bound: with extended packet numbers it must be below 2^30.
    replayWindow: whole(
      'replayWindow',
      XPN_REPLAY_WINDOW_LIMIT - 1,
      `a whole number of packets from 0 to ${XPN_REPLAY_WINDOW_LIMIT - 1}`,
    ),
    sakLifetime,
  };
}

/** A setting that cannot be had. */
export class SettingRefusal extends Error {
  override readonly name = 'SettingRefusal';
}

/** What a port's KaY is told of them. */
export const kaySettings = (
  settings: PortSettings,
  speed: PortSpeed,
): Pick<KayConfig, 'keyServerPriority' | 'cipherSuites' | 'replayWindow' | 'sakLifetime'> => ({
  keyServerPriority: settings.keyServerPriority,
  cipherSuites: cipherSuitesFor(speed, settings.cipherSuite),
  replayWindow: settings.replayWindow,
  sakLifetime: settings.sakLifetime === 0 ? undefined : settings.sakLifetime * 1000,
});
