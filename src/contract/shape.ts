/** The run-time counterpart of an input type: enough to decode JSON safely. Members' lengths and patterns are not here. */
export type Shape =
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'timestamp'
  | 'blob'
  | 'document'
  | { readonly list: Shape }
  | { readonly map: Shape }
  | StructureShape;

export interface StructureShape {
  readonly structure: string;
  readonly required: readonly string[];
  readonly members: { readonly [member: string]: Shape };
}

/** The input shapes of a service, by operation name. */
export type InputShapes = { readonly [operation: string]: StructureShape };
