/**
 * A refusal on the wire: AWS's error code, the HTTP status it comes with, and a sentence for people.
 *
 * Throwing one undoes the unit of work it was thrown in, so a refused request changes nothing.
 */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, message: string) {
    super(message);
    this.code = code;
    this.status = status;
  }
}
