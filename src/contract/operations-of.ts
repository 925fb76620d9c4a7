/**
 * The contract of a service, read off the official SDK's own types: which operations there are, what goes in, what
 * comes out. `Sdk` is `typeof import('@aws-sdk/client-…')`; it is only ever imported as a type, so nothing of it is
 * loaded at run time.
 */
export type OperationName<Sdk> = {
  [K in keyof Sdk]: K extends `${infer N}Command` ? (`${N}$` extends keyof Sdk ? N : never) : never;
}[keyof Sdk];

type CommandOf<Sdk, N extends string> = Sdk extends { [K in `${N}Command`]: infer C } ? C : never;

/** Required members are `T | undefined` in the SDK's input types; after decoding they are there. */
export type Decoded<T> = T extends Date
  ? T
  : T extends Uint8Array
    ? T
    : T extends readonly (infer E)[]
      ? readonly Decoded<E>[]
      : T extends object
        ? { readonly [K in keyof T as K]: Decoded<T[K] extends infer V | undefined ? Exclude<V, undefined> : T[K]> }
        : T;

/** What an operation's handler is given: the decoded input members. */
export type InputOf<Sdk, N extends string> =
  CommandOf<Sdk, N> extends new (...input: infer Arguments) => unknown
    ? Decoded<NonNullable<Arguments[0] extends undefined ? object : Arguments[0]>>
    : never;

/** Timestamps leave as epoch seconds and blobs as base64 (AWS JSON 1.1). */
export type Encoded<T> = T extends Date
  ? number
  : T extends Uint8Array
    ? string
    : T extends readonly (infer E)[]
      ? readonly Encoded<E>[]
      : T extends object
        ? { readonly [K in keyof T]: Encoded<T[K]> }
        : T;

type ResultOf<C> = C extends new (...input: never) => {
  resolveMiddleware(...stack: never): (...request: never) => Promise<{ output: infer Output }>;
}
  ? Output
  : never;

/** What an operation's handler answers, as it goes on the wire. */
export type OutputOf<Sdk, N extends string> = Encoded<Omit<ResultOf<CommandOf<Sdk, N>>, '$metadata'>>;

/** One operation: its decoded input and the call's context in, the wire answer out. Refusals are thrown `AwsError`s. */
export type Handler<Sdk, N extends string, Context> = (
  input: InputOf<Sdk, N>,
  context: Context,
) => Promise<OutputOf<Sdk, N>> | OutputOf<Sdk, N>;

/** Every operation of a service; leaving one out does not compile. */
export type OperationTable<Sdk, Context> = {
  readonly [N in OperationName<Sdk>]: Handler<Sdk, N, Context>;
};
