import { AwsError } from '../contract/aws-error.ts';

// The refusals of Secrets Manager, all of them 400. Texts that AWS is known to use are used to the letter: clients (the
// Terraform provider among them) match on them.

/** A value outside the limits of the service model: one that AWS refuses before the service proper sees it. */
export const validationFailed = (message: string): AwsError => new AwsError('ValidationException', 400, message);

export const invalidParameter = (message: string): AwsError => new AwsError('InvalidParameterException', 400, message);

export const invalidRequest = (message: string): AwsError => new AwsError('InvalidRequestException', 400, message);

export const limitExceeded = (message: string): AwsError => new AwsError('LimitExceededException', 400, message);

export const resourceExists = (message: string): AwsError => new AwsError('ResourceExistsException', 400, message);

export const malformedPolicy = (message: string): AwsError =>
  new AwsError('MalformedPolicyDocumentException', 400, message);

export const publicPolicy = (message: string): AwsError => new AwsError('PublicPolicyException', 400, message);

export const invalidNextToken = (): AwsError =>
  new AwsError('InvalidNextTokenException', 400, 'The NextToken is not one that this operation gave.');

export const secretNotFound = (): AwsError =>
  new AwsError('ResourceNotFoundException', 400, "Secrets Manager can't find the specified secret.");

/** @param which `VersionId: …` or `staging label: …` */
export const versionNotFound = (which: string): AwsError =>
  new AwsError('ResourceNotFoundException', 400, `Secrets Manager can't find the specified secret value for ${which}`);

export const invalidName = (): AwsError =>
  validationFailed(
    'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
  );

export const markedForDeletion = (): AwsError =>
  invalidRequest("You can't perform this operation on the secret because it was marked for deletion.");

export const managedByService = (name: string, service: string): AwsError =>
  invalidRequest(
    `The secret ${name} is managed by ${service}, and only that service can change it: it can be read, scheduled for deletion with a recovery window, and restored.`,
  );

/** The caller asks for what another account has; whether it exists is not said. */
export const accessDenied = (arn: string, partition: string, account: string): AwsError =>
  new AwsError(
    'AccessDeniedException',
    400,
    `User: arn:${partition}:iam::${account}:root is not authorized to perform this operation on resource: ${arn} because it belongs to another account.`,
  );

/** A fault of ours. */
export const internalServiceError = (): AwsError =>
  new AwsError(
    'InternalServiceError',
    500,
    'The request could not be carried out, and nothing was changed. It can be tried again.',
  );
