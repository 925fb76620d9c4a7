import type { SecyIndication, SecyOutcome, SecyRequest, SecyStatus } from '../../lmi/request.ts';
import type { SecyCounters } from '../../secy/counters.ts';
import type { ReceiveVerdict } from '../../secy/ingress.ts';
import type { SecY } from '../../secy/secy.ts';
import type { TransmitVerdict } from '../../secy/egress.ts';

/** What a port asks of a SecY, whether that is the one of this process (secy/secy.ts) or a kernel's. */
export interface PortSecy {
  transmit(frame: Uint8Array): TransmitVerdict;
  receive(frame: Uint8Array): ReceiveVerdict;
  request(request: SecyRequest): SecyOutcome;
  readonly hasIndications: boolean;
  drain(): SecyIndication[];
  status(): SecyStatus;
  readonly controlledPortEnabled: boolean;
  readonly clearFrames: SecY['clearFrames'];
  readonly counters: Readonly<SecyCounters>;
  discards(): ReturnType<SecY['discards']>;
  /** Why it cannot do what it is asked, whatever the key agreement says; undefined if it can. */
  readonly fault?: string | undefined;
  /** Takes it away, if there is more to it than this object. */
  close?(): void;
}
