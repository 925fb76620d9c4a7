import { AwsError } from '../contract/aws-error.ts';

// The errors that AWS's front door gives before a service is asked (Direct Connect API reference, Common Errors).

export const serializationException = (message: string): AwsError =>
  new AwsError('SerializationException', 400, message);

export const unknownOperation = (message: string): AwsError => new AwsError('UnknownOperationException', 404, message);

export const requestTooLarge = (limit: number): AwsError =>
  new AwsError('RequestEntityTooLargeException', 413, `The request body is larger than ${limit} bytes.`);

/** The operation exists in AWS's API, and Ferrule does not do it yet. */
export const notImplemented = (service: string, operation: string): AwsError =>
  new AwsError(
    'NotImplementedException',
    501,
    `${service} ${operation} is an operation of AWS's API that this version of Ferrule does not have yet.`,
  );
