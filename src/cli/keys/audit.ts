import { audit, readKeySecrets } from '../../keys/audit.ts';
import type { Audit, Finding } from '../../keys/audit.ts';
import { readKeyedPorts } from '../../keys/keyed-port.ts';
import { clientFor, secretsClientFor } from './where.ts';
import type { WhereFlags } from './where.ts';
import { howMany, print, withShortCkns } from './words.ts';

export interface AuditFlags extends WhereFlags {
  /** Days. */
  readonly maxAge?: number;
  readonly json?: boolean;
}

/** `ferrule keys audit`: ends with 1 if there is a problem. */
export async function runAudit(flags: AuditFlags): Promise<void> {
  const [api, secretsManager] = await Promise.all([clientFor(flags), secretsClientFor(flags)]);
  try {
    const [ports, secrets] = await Promise.all([readKeyedPorts(api), readKeySecrets(secretsManager)]);
    const result = audit(ports, secrets, flags.maxAge, Date.now());
    print(flags.json ? JSON.stringify(result, null, 2) : page(result));
    if (result.findings.some(({ severity }) => severity === 'problem')) process.exitCode = 1;
  } finally {
    api.destroy();
    secretsManager.destroy();
  }
}

function page({ ports, secrets, findings }: Audit): string {
  const problems = findings.filter(({ severity }) => severity === 'problem').length;
  return [
    ...ports.map(
      ({ id, kind, bandwidth, mode, keys, links, oldestKeyDays }) =>
        `${id}  ${kind.padEnd(12)}  ${bandwidth.padEnd(7)}  ${mode.padEnd(14)}  ${links.filter((link) => link.isEncrypted).length} of ${links.length} encrypted, ${howMany(keys.length, 'key')}${oldestKeyDays === undefined ? '' : `, the oldest of ${howMany(oldestKeyDays, 'day')}`}`,
    ),
    ...(findings.length > 0 ? ['', ...findings.map(line)] : []),
    '',
    `${howMany(ports.length, 'port')}, ${howMany(secrets.length, 'secret')} of keys: ${howMany(problems, 'problem')}, ${howMany(findings.length - problems, 'note')}`,
  ].join('\n');
}

const line = ({ severity, about, text }: Finding): string => `${severity.padEnd(8)} ${withShortCkns(about)} ${text}`;
