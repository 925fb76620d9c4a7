/**
 * Runs work against the store so that it is all done or not at all, and is durable before the answer is given. `Tables`
 * is what the work sees of the store.
 */
export interface UnitOfWork<Tables> {
  /**
   * The work's value, once it is on disk. If the work throws, all it did is undone and the promise is rejected with what
   * it threw. The work may be run a second time, so it must touch nothing but the tables.
   */
  run<T>(work: (tables: Tables) => Promise<T> | T): Promise<T>;
  /** As `run`, for work that only reads: one that writes is undone, and fails. */
  look<T>(work: (tables: Tables) => Promise<T> | T): Promise<T>;
  /** Whether this is the store's answer that nothing can be written at present, as on a full disk. */
  isFull(fault: unknown): boolean;
  /** Waits for what is under way and closes the store. */
  close(): Promise<void>;
}
