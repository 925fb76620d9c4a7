/** Something that an engineer would want to be told, with a name that programs can match on. */
export interface Finding {
  readonly code: string;
  /** What it stands in the way of; undefined: nothing, or it is a limit of the capture. */
  readonly blocks?: 'mka' | 'data';
  readonly sentence: string;
}
