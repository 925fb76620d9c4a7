/** A Direct Connect location: a facility, by AWS's code. */
export interface Location {
  readonly code: string;
  readonly name: string;
  readonly region: string;
  /** `1G`, `10G`, `100G`, `400G`. */
  readonly portSpeeds: readonly string[];
  readonly macSecPortSpeeds: readonly string[];
  readonly providers: readonly string[];
}
