import assert from 'node:assert/strict';
import { encodeHex } from '../../../src/bytes/hex.ts';
import {
  concatenate,
  decodeAttributes,
  decodeText,
  decodeWord,
  encodeAttribute,
  encodeText,
  encodeWords,
  NetlinkError,
} from '../../../src/port/link/linux/netlink.ts';
import type { NetlinkMessage, NetlinkRequest } from '../../../src/port/link/linux/netlink.ts';
import type { NetlinkSocket } from '../../../src/port/secy/kernel-macsec.ts';

export const FAMILY = 33;

interface FakeSa {
  active: boolean;
  pn: bigint;
  framesOk: number;
  readonly key: string;
  readonly keyId: string;
  readonly xpn: string;
}

interface FakeDevice {
  readonly index: number;
  readonly name: string;
  readonly parent: number;
  readonly sci: string;
  readonly suite: string;
  up: boolean;
  encodingSa: number;
  replay: string;
  readonly transmit: Map<number, FakeSa>;
  readonly receive: Map<string, Map<number, FakeSa>>;
}

type Attributes = ReadonlyMap<number, Uint8Array>;

const IFINFO = 16;
const none = new Uint8Array(0);

/** The part of a Linux kernel that has to do with MACsec, with its refusals: what is in use is not deleted, nor added twice. */
export class FakeKernel {
  readonly devices: FakeDevice[] = [];
  /** What is refused from now on, by the number of the command. */
  readonly refusals = new Map<number, string>();
  #index = 10;

  readonly generic: NetlinkSocket = {
    request: (request) => {
      if (request.type === 16)
        return [{ type: 16, body: concatenate(none4, encodeAttribute(1, Uint8Array.of(FAMILY, 0))) }];
      assert.equal(request.type, FAMILY);
      return this.#macsec(request);
    },
  };

  readonly route: NetlinkSocket = {
    request: ({ type, body, flags = 0 }) => {
      const index = new DataView(body.buffer, body.byteOffset).getInt32(4, true);
      const attributes = decodeAttributes(body, IFINFO);
      const name = decodeText(attributes.get(3));
      if (type === 18) return [this.#link(this.devices.find((device) => device.name === name) ?? no('ENODEV'))];
      if (type === 17) {
        const at = this.devices.findIndex((device) => device.index === index);
        if (at < 0) no('ENODEV');
        this.devices.splice(at, 1);
        return [];
      }
      const data = decodeAttributes(decodeAttributes(attributes.get(18) ?? none, 0).get(2) ?? none, 0);
      if (flags !== 0) this.#create(name, decodeWord(attributes.get(5)) ?? 0, data);
      const device = this.devices.find((found) => (flags === 0 ? found.index === index : found.name === name));
      if (!device) return no('ENODEV');
      const words = new DataView(body.buffer, body.byteOffset);
      if (words.getUint32(12, true) === 1) device.up = words.getUint32(8, true) === 1;
      device.encodingSa = data.get(6)?.[0] ?? device.encodingSa;
      if (data.has(5)) device.replay = `${data.get(12)?.[0]} ${decodeWord(data.get(5))}`;
      return [];
    },
  };

  get device(): FakeDevice {
    return this.devices[0] ?? assert.fail('there is no device');
  }

  #create(name: string, parent: number, data: Attributes): void {
    if (this.devices.some((device) => device.name === name)) no('EEXIST');
    // Protects, encrypts, names the SCI, and is strict: nothing else may come out of this.
    assert.deepEqual(
      [8, 7, 9, 13].map((type) => data.get(type)?.[0]),
      [1, 1, 1, 2],
    );
    this.devices.push({
      index: (this.#index += 1),
      name,
      parent,
      sci: encodeHex(data.get(1) ?? none),
      suite: encodeHex((data.get(4) ?? none).toReversed()),
      up: false,
      encodingSa: 0,
      replay: '',
      transmit: new Map(),
      receive: new Map(),
    });
  }

  #macsec({ body, dump }: NetlinkRequest): NetlinkMessage[] {
    if (dump === true) return this.devices.map((device) => dumped(device));
    const [command = 0] = body;
    const refusal = this.refusals.get(command);
    if (refusal !== undefined) no(refusal);
    const attributes = decodeAttributes(body, 4);
    const device = this.devices.find(({ index }) => index === decodeWord(attributes.get(1))) ?? no('ENODEV');
    const sa = decodeAttributes(attributes.get(3) ?? none, 0);
    const sci = encodeHex(decodeAttributes(attributes.get(2) ?? none, 0).get(1) ?? none);
    if (command === 1) device.receive.set(sci, device.receive.has(sci) ? no('EEXIST') : new Map());
    else if (command === 2) assert.ok(device.receive.delete(sci));
    else if (command <= 6) change(device.transmit, command - 4, sa, device.suite);
    else change(device.receive.get(sci) ?? no('ENODEV'), command - 7, sa, device.suite);
    return [];
  }

  #link({ index, name, parent }: FakeDevice): NetlinkMessage {
    return {
      type: 16,
      body: concatenate(
        encodeWords(0, index, 0, 0),
        encodeAttribute(3, encodeText(name)),
        encodeAttribute(5, encodeWords(parent)),
        encodeAttribute(18, encodeAttribute(1, encodeText('macsec'))),
      ),
    };
  }
}

/** Adds (0), deletes (1) or changes (2) an SA. */
function change(sas: Map<number, FakeSa>, action: number, sa: Attributes, suite: string): void {
  const an = sa.get(1)?.[0] ?? 0;
  const found = sas.get(an);
  const active = sa.get(2)?.[0] === 1;
  const pn = sa.get(3);
  if (action === 0) {
    const key = sa.get(4) ?? none;
    const xpn = /[34]$/.test(suite);
    if (found) no('EBUSY');
    if (key.length !== (/[24]$/.test(suite) ? 32 : 16) || pn?.length !== (xpn ? 8 : 4) || sa.has(8) !== xpn)
      no('EINVAL');
    const [keyId, ssci, salt] = [5, 8, 9].map((type) => encodeHex(sa.get(type) ?? none));
    sas.set(an, {
      active,
      pn: littleEndian(pn ?? none),
      framesOk: 0,
      key: encodeHex(key),
      keyId: keyId ?? '',
      xpn: `${ssci} ${salt}`,
    });
  } else if (!found) no('ENODEV');
  else if (action === 2) {
    if (sa.has(2)) found.active = active;
    if (pn) found.pn = littleEndian(pn);
  } else if (found.active) no('EBUSY');
  else sas.delete(an);
}

function dumped({ index, transmit, receive, suite }: FakeDevice): NetlinkMessage {
  const list = (sas: ReadonlyMap<number, FakeSa>): Uint8Array[] =>
    [...sas].map(([an, { pn, framesOk, active }], at) =>
      encodeAttribute(
        at + 1,
        encodeAttribute(1, Uint8Array.of(an)),
        encodeAttribute(2, Uint8Array.of(active ? 1 : 0)),
        encodeAttribute(3, new Uint8Array(BigUint64Array.of(pn).buffer).subarray(0, /[34]$/.test(suite) ? 8 : 4)),
        encodeAttribute(6, encodeAttribute(1, encodeWords(framesOk))),
      ),
    );
  const long = (value: number): Uint8Array => new Uint8Array(BigUint64Array.of(BigInt(value)).buffer);
  return {
    type: FAMILY,
    body: concatenate(
      none4,
      encodeAttribute(1, encodeWords(index)),
      encodeAttribute(5, ...list(transmit)),
      encodeAttribute(
        6,
        ...[...receive].map(([sci, sas], at) =>
          encodeAttribute(
            at + 1,
            encodeAttribute(
              1,
              Uint8Array.from(sci.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)),
            ),
            encodeAttribute(3, ...list(sas)),
            encodeAttribute(4, encodeAttribute(5, long(40 + at)), encodeAttribute(8, long(1))),
          ),
        ),
      ),
      encodeAttribute(7, encodeAttribute(2, long(7)), encodeAttribute(4, long(460))),
      encodeAttribute(8, encodeAttribute(4, long(3))),
    ),
  };
}

function littleEndian(octets: Uint8Array): bigint {
  return octets.reduceRight((value, octet) => value * 256n + BigInt(octet), 0n);
}

const none4 = new Uint8Array(4);

function no(code: string): never {
  throw new NetlinkError(code);
}
