/**
 * The counters of IEEE Std 802.1AE-2018, clause 10, under the names that IEEE8021-SECY-MIB and its users give them.
 *
 * Some stay at 0 here, because no frame that was not validated is ever delivered: InPktsUnknownSCI, InPktsUnchecked,
 * InPktsInvalid and InPktsUnusedSA count such deliveries. They are kept for those who look for them.
 */
export interface ReceiveScCounters {
  /** Good ICV, delivered, not late. */
  InPktsOK: number;
  InPktsUnchecked: number;
  /** Good ICV, delivered, below the lowest acceptable number while replay protection is off. */
  InPktsDelayed: number;
  /** Discarded for a number below the lowest acceptable one. */
  InPktsLate: number;
  InPktsInvalid: number;
  /** Discarded for a wrong ICV. */
  InPktsNotValid: number;
  /** Discarded because the SA is not there or not in use. */
  InPktsNotUsingSA: number;
  InPktsUnusedSA: number;
  /** Octets of user data (from the EtherType on) recovered from frames that were integrity protected only. */
  InOctetsValidated: number;
  /** Octets of user data recovered from encrypted frames. */
  InOctetsDecrypted: number;
}

export interface SecyCounters extends ReceiveScCounters {
  /** Clear frames delivered. */
  InPktsUntagged: number;
  /** Clear frames discarded because protection is required. */
  InPktsNoTag: number;
  /** Frames discarded for their SecTAG, or for a packet number of 0. */
  InPktsBadTag: number;
  InPktsUnknownSCI: number;
  /** Protected frames discarded because no channel has their SCI. */
  InPktsNoSCI: number;
  /** Frames discarded because they came faster than they could be validated: counted by whoever queues them. */
  InPktsOverrun: number;
  /** Frames sent clear. */
  OutPktsUntagged: number;
  /** Frames discarded because they would be too long once protected. */
  OutPktsTooLong: number;
  /** Frames sent with integrity protection only. */
  OutPktsProtected: number;
  /** Frames sent encrypted. */
  OutPktsEncrypted: number;
  /** Octets of user data (from the EtherType on) in frames that are integrity protected only. */
  OutOctetsProtected: number;
  /** Octets of user data in encrypted frames. */
  OutOctetsEncrypted: number;
}

export function newReceiveScCounters(): ReceiveScCounters {
  return {
    InPktsOK: 0,
    InPktsUnchecked: 0,
    InPktsDelayed: 0,
    InPktsLate: 0,
    InPktsInvalid: 0,
    InPktsNotValid: 0,
    InPktsNotUsingSA: 0,
    InPktsUnusedSA: 0,
    InOctetsValidated: 0,
    InOctetsDecrypted: 0,
  };
}

export function newSecyCounters(): SecyCounters {
  return {
    InPktsUntagged: 0,
    InPktsNoTag: 0,
    InPktsBadTag: 0,
    InPktsUnknownSCI: 0,
    InPktsNoSCI: 0,
    InPktsOverrun: 0,
    OutPktsUntagged: 0,
    OutPktsTooLong: 0,
    OutPktsProtected: 0,
    OutPktsEncrypted: 0,
    OutOctetsProtected: 0,
    OutOctetsEncrypted: 0,
    // Last, so that the counters of all ports have one hidden class: each has its own if anything comes behind it.
    ...newReceiveScCounters(),
  };
}
