import type { ReceiveScCounters, SecyCounters } from '../../secy/counters.ts';
import { newSecyCounters } from '../../secy/counters.ts';
import type { KernelCounters, KernelSecyState } from './kernel-macsec.ts';

// The numbers of enum macsec_secy_stats_attr, macsec_txsc_stats_attr and macsec_rxsc_stats_attr in <linux/if_macsec.h>.

type Names<Counters> = Readonly<Record<number, keyof Counters>>;

const OF_SECY: Names<SecyCounters> = {
  1: 'OutPktsUntagged',
  2: 'InPktsUntagged',
  3: 'OutPktsTooLong',
  4: 'InPktsNoTag',
  5: 'InPktsBadTag',
  6: 'InPktsUnknownSCI',
  7: 'InPktsNoSCI',
  8: 'InPktsOverrun',
};

const OF_TRANSMIT_CHANNEL: Names<SecyCounters> = {
  1: 'OutPktsProtected',
  2: 'OutPktsEncrypted',
  3: 'OutOctetsProtected',
  4: 'OutOctetsEncrypted',
};

const OF_RECEIVE_CHANNEL: Names<ReceiveScCounters> = {
  1: 'InOctetsValidated',
  2: 'InOctetsDecrypted',
  3: 'InPktsUnchecked',
  4: 'InPktsDelayed',
  5: 'InPktsOK',
  6: 'InPktsInvalid',
  7: 'InPktsLate',
  8: 'InPktsNotValid',
  9: 'InPktsNotUsingSA',
  10: 'InPktsUnusedSA',
};

/** The counters of the kernel's SecY under their standard names, those of all its receive channels together. */
export function kernelCounters({ secy, transmit, receive }: KernelSecyState): SecyCounters {
  const counters = newSecyCounters();
  const add = (found: KernelCounters, names: Names<SecyCounters>): void => {
    for (const [number, value] of found) {
      const name = names[number];
      if (name !== undefined) counters[name] += Number(value);
    }
  };
  add(secy, OF_SECY);
  add(transmit, OF_TRANSMIT_CHANNEL);
  for (const channel of receive) add(channel, OF_RECEIVE_CHANNEL);
  return counters;
}
