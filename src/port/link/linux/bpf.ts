import { ETHER_TYPE_EAPOL, ETHER_TYPE_MACSEC, ETHER_TYPE_OFFSET } from '../../../ethernet/frame.ts';

/** One instruction of classic BPF: code, jump if true, jump if false, operand. */
export type BpfInstruction = readonly [code: number, whenTrue: number, whenFalse: number, operand: number];

const LOAD_WORD = 0x20;
const LOAD_HALF = 0x28;
const JUMP_IF_EQUAL = 0x15;
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
 * Passes EAPOL that is the port's own, or all other frames, or none. EAPOL within a VLAN is somebody else's, for whom this port
 * is part of the way, and travels as data.
 */
export function eapolFilter(wanted: 'eapol' | 'other' | 'nothing'): BpfInstruction[] {
  const [eapol, other] = [wanted === 'eapol' ? WHOLE : NOTHING, wanted === 'other' ? WHOLE : NOTHING];
  return [
    [LOAD_WORD, 0, 0, HAS_VLAN_TAG],
    [JUMP_IF_EQUAL, 0, 3, 0],
    [LOAD_HALF, 0, 0, ETHER_TYPE_OFFSET],
    [JUMP_IF_EQUAL, 0, 1, ETHER_TYPE_EAPOL],
    [RETURN, 0, 0, eapol],
    [RETURN, 0, 0, other],
  ];
}

/** A traffic control filter that drops every frame. */
export function dropAll(): BpfInstruction[] {
  return [[RETURN, 0, 0, DROPPED]];
}

/** A traffic control filter that drops every frame but those of sockets with `mark`, and what `others` lets go on. */
export function dropUnlessMarked(mark: number, others = dropAll()): BpfInstruction[] {
  return [[LOAD_WORD, 0, 0, MARK], [JUMP_IF_EQUAL, 0, 1, mark], [RETURN, 0, 0, GOES_ON], ...others];
}

/** A traffic control filter that drops every frame but those with a SecTAG. */
export function dropUnlessMacsec(): BpfInstruction[] {
  return [
    [LOAD_WORD, 0, 0, HAS_VLAN_TAG],
    [JUMP_IF_EQUAL, 0, 3, 0],
    [LOAD_HALF, 0, 0, ETHER_TYPE_OFFSET],
    [JUMP_IF_EQUAL, 0, 1, ETHER_TYPE_MACSEC],
    [RETURN, 0, 0, GOES_ON],
    [RETURN, 0, 0, DROPPED],
  ];
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
