import type { Connection } from '../model/connection.ts';

/** Where a cross connect ends on AWS's side: made up, and always the same for the same connection. */
export interface Demarcation {
  readonly cage: string;
  readonly rack: string;
  readonly panel: string;
  /** A pair of ports of the panel: to AWS's transmitter and receiver. */
  readonly strands: string;
}

/** The demarcation of a port: one cage a location, one rack an endpoint, and on it a panel and a pair of ports. */
export function demarcationOf(port: Pick<Connection, 'id' | 'location' | 'device'>): Demarcation {
  const cage = hash(port.location);
  const rack = hash(port.device);
  const panel = hash(port.id);
  const first = 2 * (hash(`${port.id} strands`) % 24) + 1;
  return {
    cage: `Cage ${1000 + (cage % 9000)}`,
    rack: `Rack ${digits(1 + (rack % 24), 2)}.${digits(1 + ((rack >>> 8) % 40), 2)}`,
    panel: `PP-${digits(panel % 1_000_000, 6)}`,
    strands: `${first} / ${first + 1}`,
  };
}

const digits = (number: number, length: number): string => String(number).padStart(length, '0');

/** FNV-1a over UTF-16 units: spreads short texts evenly, which is all that is asked of it. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0;
  // The last characters of a text would otherwise reach the low bits alone.
  return (value ^ (value >>> 15)) >>> 0;
}
