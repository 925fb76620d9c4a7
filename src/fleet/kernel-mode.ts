import { parseWire } from '../port/link/link-description.ts';
import { LinkRefusal } from '../port/link/link-refusal.ts';
import type { DesiredPort } from './desired-port.ts';

/** Whether the port's frames are protected by the kernel. */
export const isKernels = ({ far }: Pick<DesiredPort, 'far'>): boolean =>
  far.kind === 'attached' && parseWire(far.wire).type === 'kernel';

/**
 * The kernel's MACsec protects everything or nothing: it has no should_encrypt, in which a port is clear until it can be
 * secured and then not again. @throws LinkRefusal in any other mode than must_encrypt
 */
export function refuseMode(desired: DesiredPort): void {
  if (!isKernels(desired) || desired.mode === 'must_encrypt') return;
  throw new LinkRefusal(
    'mode',
    `the kernel's MACsec is for must_encrypt, and the encryption mode is ${desired.mode}: ` +
      'update-connection --encryption-mode must_encrypt, or attach without --secy kernel',
  );
}
