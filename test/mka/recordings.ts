import { readFileSync } from 'node:fs';
import { Confidential } from '../../src/crypto/confidential.ts';
import { hex } from '../support/octets.ts';
import type { Run } from '../support/vectors.ts';
import { RUNS } from '../support/vectors.ts';

/** A parameter set of a recorded MKPDU, decoded by an implementation that is not this one. */
export interface SetVector {
  readonly type: number;
  readonly name: string;
  readonly octet2?: number;
  readonly peers?: readonly { readonly mi: string; readonly mn: number }[];
  readonly AN?: number;
  readonly KN?: number;
  readonly confidentialityOffset?: number;
  readonly cipherSuiteId?: string;
  readonly cipherSuiteExplicit?: boolean;
  readonly wrappedSAK?: string;
  readonly SAK?: string;
  readonly latestAN?: number;
  readonly latestTX?: boolean;
  readonly latestRX?: boolean;
  readonly latestMI?: string;
  readonly latestKN?: number;
  readonly latestLPN?: number;
  readonly oldAN?: number;
  readonly oldTX?: boolean;
  readonly oldRX?: boolean;
  readonly oldMI?: string;
  readonly oldKN?: number;
  readonly oldLPN?: number;
  readonly plainTX?: boolean;
  readonly plainRX?: boolean;
  readonly delayProtect?: boolean;
}

export interface MkpduVector {
  readonly frame: string;
  readonly src: string;
  readonly eapolLength: number;
  readonly icv: string;
  readonly icvOk: boolean;
  readonly basic: {
    readonly version: number;
    readonly keyServerPriority: number;
    readonly keyServer: boolean;
    readonly macsecDesired: boolean;
    readonly macsecCapability: number;
    readonly sci: string;
    readonly mi: string;
    readonly mn: number;
    readonly ckn: string;
  };
  readonly parameterSets: readonly SetVector[];
}

/** A recording of MKA, with its keys. */
export interface Recording {
  readonly run: Run;
  readonly cak: Confidential<'CAK'>;
  readonly ckn: string;
  readonly ick: Confidential<'ICK'>;
  readonly kek: Confidential<'KEK'>;
  readonly mkpdus: readonly MkpduVector[];
  readonly saks: readonly {
    readonly keyServerMI: string;
    readonly KN: number;
    readonly SAK: string;
    readonly salt?: string;
  }[];
}

interface RecordingFile extends Omit<Recording, 'run' | 'cak' | 'ick' | 'kek'> {
  readonly cak?: string | null;
  readonly ick: string;
  readonly kek: string;
}

/** All recordings in which there is MKA. */
export function mkaRecordings(): readonly Recording[] {
  return RUNS.flatMap((run) => {
    const url = new URL(`../../../test/vectors/${run}/vectors.json`, import.meta.url);
    const file = JSON.parse(readFileSync(url, 'utf8')) as RecordingFile;
    if (typeof file.cak !== 'string') return [];
    return {
      ...file,
      run,
      cak: new Confidential('CAK', hex(file.cak)),
      ick: new Confidential('ICK', hex(file.ick)),
      kek: new Confidential('KEK', hex(file.kek)),
    };
  });
}
