import { ETHER_TYPE_EAPOL, ETHER_TYPE_MACSEC, ETHER_TYPE_OFFSET } from '../../../ethernet/frame.ts';

/** One instruction of classic BPF: code, jump if true, jump if false, operand. */
export type BpfInstruction = readonly [code: number, whenTrue: number, whenFalse: number, operand: number];

const LOAD_WORD = 0x20;
const LOAD_HALF = 0x28;
const LOAD_BYTE = 0x30;
const LOAD_LENGTH = 0x80;
const AND = 0x54;
const JUMP_IF_EQUAL = 0x15;
const JUMP_IF_NOT_LESS = 0x35;
const RETURN = 0x06;

/** Pseudo-offsets at which the kernel shows what it knows of a frame. */
const KERNEL = 0xffff_f000;
const MARK = KERNEL + 20;
const HAS_VLAN_TAG = KERNEL + 48;

const WHOLE = 0xffff_ffff;
const NOTHING = 0;

/** Verdicts of a traffic control filter. */
const GOES_ON = 0;
const DROPPED = 2;

/**
 * Of the EAPOL that is the port's own, the MKPDUs under these CKNs, or all but those. With no CKN that is none, or all.
 * Only where to look for a CKN is known here (IEEE Std 802.1X-2020, Figure 11-8): whether the rest makes sense, is not.
 */
export function mkpduFilter(wanted: 'known' | 'strange', ckns: readonly Uint8Array[]): BpfInstruction[] {
  const [known, strange] = wanted === 'known' ? [WHOLE, NOTHING] : [NOTHING, WHOLE];
  const byCkn = [...ckns.flatMap((ckn) => returnIfUnder(ckn, known)), returns(strange)];
  return ifUntagged(ETHER_TYPE_EAPOL, byCkn, NOTHING);
}

const returns = (verdict: number): BpfInstruction => [RETURN, 0, 0, verdict];

/** What is done with frames of that EtherType and without a VLAN tag; all others end with `otherwise`. */
const ifUntagged = (etherType: number, then: readonly BpfInstruction[], otherwise: number): BpfInstruction[] => [
  [LOAD_WORD, 0, 0, HAS_VLAN_TAG],
  [JUMP_IF_EQUAL, 0, 2, 0],
  [LOAD_HALF, 0, 0, ETHER_TYPE_OFFSET],
  [JUMP_IF_EQUAL, 1, 0, etherType],
  returns(otherwise),
  ...then,
];

/** Octets of the frame before the basic parameter set's length, and before its CKN; and those that the length counts without it. */
const BASIC_LENGTH_OFFSET = 20;
const CKN_OFFSET = 50;
const BASIC_WITHOUT_CKN = 28;

/** Ends with `verdict` if the frame has that CKN; otherwise the program goes on behind it. */
function returnIfUnder(ckn: Uint8Array, verdict: number): BpfInstruction[] {
  const tests: (readonly [load: readonly BpfInstruction[], jump: number, operand: number])[] = [
    [[[LOAD_LENGTH, 0, 0, 0]], JUMP_IF_NOT_LESS, CKN_OFFSET + ckn.length],
    [
      [
        [LOAD_HALF, 0, 0, BASIC_LENGTH_OFFSET],
        [AND, 0, 0, 0x0fff],
      ],
      JUMP_IF_EQUAL,
      BASIC_WITHOUT_CKN + ckn.length,
    ],
  ];
  const view = new DataView(ckn.buffer, ckn.byteOffset, ckn.byteLength);
  let at = 0;
  for (; at + 4 <= ckn.length; at += 4)
    tests.push([[[LOAD_WORD, 0, 0, CKN_OFFSET + at]], JUMP_IF_EQUAL, view.getUint32(at)]);
  for (; at < ckn.length; at += 1) tests.push([[[LOAD_BYTE, 0, 0, CKN_OFFSET + at]], JUMP_IF_EQUAL, view.getUint8(at)]);
  const program = [returns(verdict)];
  // From the last test to the first: each jumps over all that is behind it.
  for (const [load, jump, operand] of tests.toReversed()) program.unshift(...load, [jump, 0, program.length, operand]);
  return program;
}

/**
 * Passes all frames but the EAPOL that is the port's own, or none. EAPOL within a VLAN is somebody else's, for whom this port
 * is part of the way, and travels as data.
 */
export function otherFilter(wanted: 'other' | 'nothing'): BpfInstruction[] {
  return wanted === 'nothing' ? [returns(NOTHING)] : ifUntagged(ETHER_TYPE_EAPOL, [returns(NOTHING)], WHOLE);
}

/** A traffic control filter that drops every frame. */
export function dropAll(): BpfInstruction[] {
  return [returns(DROPPED)];
}

/** A traffic control filter that drops every frame but those of sockets with `mark`, and what `others` lets go on. */
export function dropUnlessMarked(mark: number, others = dropAll()): BpfInstruction[] {
  return [[LOAD_WORD, 0, 0, MARK], [JUMP_IF_EQUAL, 0, 1, mark], returns(GOES_ON), ...others];
}

/** A traffic control filter that drops every frame but those with a SecTAG. */
export function dropUnlessMacsec(): BpfInstruction[] {
  return ifUntagged(ETHER_TYPE_MACSEC, [returns(GOES_ON)], DROPPED);
}

/** The program as the kernel reads it, eight octets an instruction. */
export function encodeBpf(program: readonly BpfInstruction[]): Uint8Array {
  const octets = new Uint8Array(8 * program.length);
  const view = new DataView(octets.buffer);
  for (const [at, [code, whenTrue, whenFalse, operand]] of program.entries()) {
    view.setUint16(8 * at, code, true);
    view.setUint8(8 * at + 2, whenTrue);
    view.setUint8(8 * at + 3, whenFalse);
    view.setUint32(8 * at + 4, operand, true);
  }
  return octets;
}
