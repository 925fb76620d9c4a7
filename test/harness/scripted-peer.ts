import assert from 'node:assert/strict';
import { Confidential } from '../../src/crypto/confidential.ts';
import { nodeCrypto } from '../../src/crypto/node/node-crypto.ts';
import type { MacAddress } from '../../src/ethernet/mac-address.ts';
import { parseMacAddress } from '../../src/ethernet/mac-address.ts';
import type { KeyIdentifier, MemberIdentifier } from '../../src/lmi/key-identifier.ts';
import type { An, SecyRequest } from '../../src/lmi/request.ts';
import type { Sci } from '../../src/lmi/sci.ts';
import { makeSci } from '../../src/lmi/sci.ts';
import type { KayConfig } from '../../src/mka/config.ts';
import { kayConfig } from '../../src/mka/config.ts';
import type { Discarded } from '../../src/mka/discard.ts';
import { isDiscarded } from '../../src/mka/discard.ts';
import type { KayEvent } from '../../src/mka/events.ts';
import type { AssociatedKey } from '../../src/mka/kay.ts';
import { Kay } from '../../src/mka/kay.ts';
import { deriveIck, deriveKek } from '../../src/mka/key-hierarchy.ts';
import type { Mkpdu, ReceivedMkpdu } from '../../src/mka/mkpdu.ts';
import { decodeMkpdu, encodeMkpdu } from '../../src/mka/mkpdu.ts';
import type { BasicParameterSet } from '../../src/mka/parameter-sets/basic.ts';
import type { DistributedSak } from '../../src/mka/parameter-sets/distributed-sak.ts';
import type { KeyUse, SakUse } from '../../src/mka/parameter-sets/sak-use.ts';
import { NO_KEY_USE } from '../../src/mka/parameter-sets/sak-use.ts';
import type { Instant } from '../../src/mka/timers.ts';
import { instantAt, later } from '../../src/mka/timers.ts';
import { seededRandom } from './prng-random.ts';

function address(last: number): MacAddress {
  const parsed = parseMacAddress(`02:00:00:00:01:${last.toString(16).padStart(2, '0')}`);
  assert.ok(parsed !== undefined);
  return parsed;
}

/** A KaY alone, whose every action is written down. */
export class Bench {
  readonly kay: Kay;
  readonly config: KayConfig;
  readonly requests: SecyRequest[] = [];
  readonly events: KayEvent[] = [];
  readonly sent: ReceivedMkpdu[] = [];
  now: Instant = instantAt(5000);

  constructor(keys: readonly AssociatedKey[], config: Partial<KayConfig> = {}) {
    const own = address(1);
    this.config = kayConfig({ address: own, sci: makeSci(own, 1), ...config });
    this.kay = new Kay(this.config, nodeCrypto, seededRandom(77), this.now);
    this.kay.setMode('must_encrypt', this.now);
    this.kay.setKeys(keys, this.now);
    this.pump();
  }

  receive(frame: Uint8Array): Discarded | undefined {
    const discarded = this.kay.receive(frame, this.now);
    this.pump();
    return discarded;
  }

  run(milliseconds: number): void {
    const end = later(this.now, milliseconds);
    for (;;) {
      const next = this.kay.nextTimeout();
      if (next === undefined || next > end) break;
      if (next > this.now) this.now = next;
      this.kay.handleTimeout(this.now);
      this.pump();
    }
    this.now = end;
  }

  /** The last MKPDU under that CKN. */
  last(ckn: string): ReceivedMkpdu {
    const mkpdu = this.sent.findLast(({ basic }) => basic.ckn === ckn);
    assert.ok(mkpdu !== undefined);
    return mkpdu;
  }

  /** The requests of one type, in order. */
  asked<Type extends SecyRequest['type']>(type: Type): Extract<SecyRequest, { readonly type: Type }>[] {
    return this.requests.filter(
      (request): request is Extract<SecyRequest, { readonly type: Type }> => request.type === type,
    );
  }

  pump(): void {
    for (;;) {
      const actions = this.kay.drain();
      if (actions.length === 0) return;
      for (const action of actions) {
        if (action.type === 'secy') this.requests.push(action.request);
        else if (action.type === 'event') this.events.push(action.event);
        else {
          const mkpdu = decodeMkpdu(action.frame);
          assert.ok(!isDiscarded(mkpdu));
          this.sent.push(mkpdu);
        }
      }
    }
  }
}

/** A peer that says what a test lets it say, be it sense or nonsense, with the right ICV. */
export class ScriptedPeer {
  readonly source: MacAddress;
  readonly sci: Sci;
  readonly key: AssociatedKey;
  readonly kek: Confidential<'KEK'>;
  readonly ick: Confidential<'ICK'>;
  readonly bench: Bench;
  mi: MemberIdentifier;
  mn = 0;
  basic: Partial<BasicParameterSet>;

  constructor(bench: Bench, key: AssociatedKey, basic: Partial<BasicParameterSet> = {}, number = 2) {
    this.bench = bench;
    this.key = key;
    this.source = address(number);
    this.sci = basic.sci ?? makeSci(this.source, 1);
    this.ick = deriveIck(key.cak, key.ckn, nodeCrypto);
    this.kek = deriveKek(key.cak, key.ckn, nodeCrypto);
    this.mi = number.toString(16).padStart(24, '5') as MemberIdentifier;
    this.basic = basic;
  }

  frame(sets: Omit<Mkpdu, 'basic'> = {}): Uint8Array {
    this.mn += 1;
    const basic: BasicParameterSet = {
      mkaVersion: 1,
      keyServerPriority: 8,
      keyServer: true,
      macsecDesired: true,
      macsecCapability: 2,
      sci: this.sci,
      mi: this.mi,
      mn: this.mn,
      ckn: this.key.ckn,
      ...this.basic,
    };
    return encodeMkpdu({ basic, ...sets }, this.source, this.ick, nodeCrypto);
  }

  /** Says that the KaY is live, and what else is given. */
  say(sets: Omit<Mkpdu, 'basic'> = {}): Discarded | undefined {
    const { mi, mn } = this.bench.last(this.key.ckn).basic;
    return this.bench.receive(this.frame({ livePeerList: { peers: [{ mi, mn }], keyServerSsci: 0 }, ...sets }));
  }

  /** A SAK of 32 octets, as a key server distributes it. */
  sak(kn: number, an: An, given: Partial<DistributedSak> = {}): DistributedSak {
    const sak = new Confidential('SAK', new Uint8Array(32).fill(0x40 + kn));
    return {
      an,
      kn,
      confidentialityOffset: 1,
      cipherSuite: '0080c20001000002',
      wrappedSak: nodeCrypto.aesKeyWrap(this.kek, sak),
      ...given,
    };
  }

  keyIdentifier(kn: number): KeyIdentifier {
    return { mi: this.mi, kn };
  }

  /** SAK use with this as the latest, or as the old key. */
  use(
    which: 'latest' | 'old',
    use: Partial<KeyUse> & Pick<KeyUse, 'keyIdentifier'>,
    given: Partial<SakUse> = {},
  ): SakUse {
    const full: KeyUse = { an: 0, tx: true, rx: true, lowestPn: 1, ...use };
    return {
      latest: which === 'latest' ? full : NO_KEY_USE,
      old: which === 'old' ? full : NO_KEY_USE,
      plainTx: false,
      plainRx: false,
      delayProtect: false,
      ...given,
    };
  }
}
