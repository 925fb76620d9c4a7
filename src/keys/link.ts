/** What is known of a link while its keys change. */
export interface LinkState {
  readonly id: string;
  /** Whether its traffic is protected. */
  readonly secured: boolean;
  /** The CKN under which it is, once both directions are and nothing waits for the key before; undefined if nobody can tell. */
  readonly ckn: string | undefined;
  /** What stands in the way of the new key, as a clause. */
  readonly obstacle: string | undefined;
}

/** Looks at links. Direct Connect's API says of a port only whether it is encrypted; whoever runs the port sees more. */
export interface LinkWatch {
  /** Whether it sees which key protects a link. */
  readonly seesKeys: boolean;
  /** @param ckn the key that the link is to go over to */
  look(ids: readonly string[], ckn: string): Promise<readonly LinkState[]>;
}
