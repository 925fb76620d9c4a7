import type { MacSecKey } from '../model/mac-sec-key.ts';

export interface MacSecKeyView {
  readonly secretARN: string;
  readonly ckn: string;
  readonly state: string;
  readonly startOn: string;
}

/** A key as AWS shows it: never the CAK. `startOn` is UTC to the second. */
export const macSecKeyView = (key: MacSecKey): MacSecKeyView => ({
  secretARN: key.secretArn,
  ckn: key.ckn,
  state: key.state,
  startOn: `${new Date(key.startedAt).toISOString().slice(0, 19)}Z`,
});
