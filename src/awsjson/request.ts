/** An HTTP request as the front door hands it on: nothing of it has been judged yet. */
export interface WireRequest {
  readonly method: string;
  /** Path and query as they stood in the request line. */
  readonly url: string;
  /** Lower-case names; a repeated header's values joined with commas. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

export interface WireResponse {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  /** What follows the body, as it comes, until the client or the server ends it. */
  readonly stream?: AsyncIterable<string>;
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>>;
}
