/** A source of random numbers that nobody can foresee. */
export interface Random {
  /** A whole number, evenly from 0 to `limit` - 1. */
  below(limit: number): number;
  /** A random UUID (RFC 9562, version 4). */
  uuid(): string;
}
