import { askAdmin } from './admin-client.ts';

interface ApproveFlags {
  readonly endpoint: string;
  readonly to?: string;
  readonly all?: boolean;
}

/** `ferrule approve`. */
export async function runApprove(id: string | undefined, flags: ApproveFlags): Promise<void> {
  if ((id === undefined) !== (flags.all === true)) throw new Error('name one resource, or give --all');
  const { approvals } = await askAdmin(flags.endpoint, 'POST', '/_ferrule/approve', {
    id,
    to: flags.to,
    all: flags.all,
  });
  const rows = approvals as readonly { readonly id: string; readonly from: string; readonly to: string }[];
  for (const row of rows) process.stdout.write(`${row.id}  ${row.from} -> ${row.to}\n`);
  if (rows.length === 0) process.stdout.write('nothing waits for approval\n');
}
