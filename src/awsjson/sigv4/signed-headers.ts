import type { WireRequest } from '../request.ts';
import type { Authorization } from './authorization-value.ts';
import { invalid } from './fault.ts';
import type { SignatureFault } from './fault.ts';

/**
 * The first header that had to be signed and was not: the host, the date that the signature relies on, and every
 * `x-amz-*` header sent, for these say what is to be done and as whom.
 */
export function unsignedHeader(
  headers: WireRequest['headers'],
  { form }: Authorization,
  signed: ReadonlySet<string>,
): SignatureFault | undefined {
  if (!signed.has('host')) return mustBeSigned("'Host' or ':authority'");
  if (form === 'header' && headers['x-amz-date'] === undefined && !signed.has('date')) return mustBeSigned("'Date'");
  for (const name of Object.keys(headers)) {
    if (name.startsWith('x-amz-') && headers[name] !== undefined && !signed.has(name)) return mustBeSigned(`'${name}'`);
  }
  return undefined;
}

const mustBeSigned = (name: string): SignatureFault =>
  invalid(`${name} must be a 'SignedHeader' in the AWS Authorization.`);
