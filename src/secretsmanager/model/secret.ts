/** Milliseconds since the Unix epoch. */
export type Instant = number;

/** A secret without its versions: what it is called, who owns it, and whether it is about to go. */
export interface Secret {
  /** Rises with every secret ever made: the order of `ListSecrets`. */
  readonly creationNumber: number;
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly description: string | undefined;
  /** As the caller named it. Values are sealed under Ferrule's master key whatever it says. */
  readonly kmsKeyId: string | undefined;
  /** The AWS service that manages it; undefined: the customer does. */
  readonly owningService: string | undefined;
  readonly resourcePolicy: string | undefined;
  readonly createdAt: Instant;
  readonly changedAt: Instant;
  /** The day, in UTC, on which a value was last read. */
  readonly accessedOn: Instant | undefined;
  /** End of the recovery window, if the secret is scheduled for deletion: then it and its values go. */
  readonly purgeAt: Instant | undefined;
}

/** A secret that is not kept yet. */
export type NewSecret = Omit<Secret, 'creationNumber'>;

/** What a secret's rows are filed under, and sealed for. */
export type FiledSecret = Pick<Secret, 'creationNumber' | 'arn'>;

export const DAY = 86_400_000;

/** Midnight UTC of the day that an instant lies in: AWS keeps access dates to the day only. */
export const dayOf = (instant: Instant): Instant => instant - (instant % DAY);

/** The recovery window of DeleteSecret, in days. */
export const RECOVERY_WINDOW = { least: 7, most: 30, default: 30 } as const;
