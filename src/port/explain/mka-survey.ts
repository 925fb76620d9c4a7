import type { CryptoPort } from '../../crypto/crypto-port.ts';
import type { Sci } from '../../lmi/sci.ts';
import type { Ckn } from '../../mka/ckn.ts';
import type { DiscardReason } from '../../mka/discard.ts';
import type { ReceivedMkpdu } from '../../mka/mkpdu.ts';
import { Association } from './association.ts';
import type { Setting } from './association.ts';
import type { Seconds } from './capture-clock.ts';
import { MkpduJudge } from './judgement.ts';
import type { DerivedKey } from './judgement.ts';
import type { CakKey } from './keys.ts';

/** Why an MKPDU does not count as good. */
export type MkpduReason = DiscardReason | 'cut-by-capture';

/** How the MKPDUs of one sender under one CKN were judged. */
export interface SenderTally {
  readonly ckn: Ckn;
  readonly sci: Sci;
  icvOk: number;
  icvMismatch: number;
  unchecked: number;
  readonly firstAt: Seconds;
  lastAt: Seconds;
  lastMismatchAt: Seconds | undefined;
}

const MOST_ASSOCIATIONS = 256;
const MOST_SENDERS = 4096;

/** All that the MKPDUs of a capture say. */
export class MkaSurvey {
  readonly judge: MkpduJudge;
  readonly associations = new Map<string, Association>();
  readonly senders = new Map<string, SenderTally>();
  readonly reasons = new Map<MkpduReason, number>();
  total = 0;
  icvOk = 0;
  readonly #setting: Setting;

  constructor(keys: readonly CakKey[], crypto: Pick<CryptoPort, 'aesCmac'>, setting: Setting) {
    this.judge = new MkpduJudge(keys, crypto);
    this.#setting = setting;
  }

  /** @param cut the capture does not have the whole frame. */
  observe(frame: Uint8Array, at: Seconds, cut: boolean): void {
    this.total += 1;
    const judgement = this.judge.judge(frame);
    if (judgement.verdict === 'malformed') {
      this.#count(cut ? 'cut-by-capture' : judgement.reason);
      return;
    }
    const { mkpdu, verdict } = judgement;
    const by = judgement.verdict === 'icv-ok' ? judgement.by : undefined;
    if (by === undefined) this.#count(verdict === 'icv-mismatch' ? 'icv-mismatch' : 'ckn-unknown');
    else this.icvOk += 1;
    this.#tally(mkpdu, verdict, at);
    this.#associationOf(mkpdu, by)?.observe(mkpdu, at);
  }

  all(): readonly Association[] {
    return [...this.associations.values()];
  }

  #count(reason: MkpduReason): void {
    this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
  }

  #associationOf({ basic }: ReceivedMkpdu, by: DerivedKey | undefined): Association | undefined {
    const name = `${basic.ckn} ${by?.key.origin ?? ''}`;
    const known = this.associations.get(name);
    if (known !== undefined || this.associations.size === MOST_ASSOCIATIONS) return known;
    const made = new Association(basic.ckn, by, this.#setting);
    this.associations.set(name, made);
    return made;
  }

  #tally({ basic }: ReceivedMkpdu, verdict: 'icv-ok' | 'icv-mismatch' | 'ckn-unknown', at: Seconds): void {
    const name = `${basic.ckn} ${basic.sci}`;
    const tally = this.senders.get(name) ?? {
      ckn: basic.ckn,
      sci: basic.sci,
      icvOk: 0,
      icvMismatch: 0,
      unchecked: 0,
      firstAt: at,
      lastAt: at,
      lastMismatchAt: undefined,
    };
    if (!this.senders.has(name)) {
      if (this.senders.size === MOST_SENDERS) return;
      this.senders.set(name, tally);
    }
    tally.lastAt = Math.max(at, tally.lastAt);
    if (verdict === 'icv-ok') tally.icvOk += 1;
    else if (verdict === 'ckn-unknown') tally.unchecked += 1;
    else {
      tally.icvMismatch += 1;
      tally.lastMismatchAt = at;
    }
  }
}
