import { launch, probe } from './program.ts';
import { environmentOf } from './stage.ts';

/** A small file system of a case's own, in a mount namespace: nothing else on the machine sees it. */
export interface SmallDisk {
  /** Where the server is to keep its data: there the disk is mounted. */
  readonly mountPoint: string;
  /** Runs a program where the disk can be seen. */
  readonly enter: readonly string[];
  /** The same place as programs outside see it. */
  readonly seenFromOutside: string;
  readonly remove: () => void;
}

const MOUNT = 'mount -t tmpfs -o size=8m,mode=0700 none';

/** Why such a disk cannot be had here; undefined if it can. */
export async function whyNoSmallDisk(): Promise<string | undefined> {
  if (process.getuid?.() !== 0) return 'a mount namespace needs root';
  const options = { cwd: '/', env: { PATH: process.env['PATH'] ?? '' } };
  // The directory only has to be there: in the namespace it may be covered.
  const works =
    (await probe('nsenter', ['--version'], options)) !== undefined &&
    (await probe('unshare', ['--mount', 'sh', '-c', `${MOUNT} /tmp`], options)) !== undefined;
  return works ? undefined : 'no mount namespace can be had (unshare, nsenter, mount)';
}

/** Mounts one over a directory. It lives as long as the process that holds it. */
export async function mountSmallDisk(directory: string): Promise<SmallDisk> {
  const holder = launch(
    'unshare',
    ['--mount', 'sh', '-c', `${MOUNT} "$1" && echo mounted && exec sleep 3600`, 'sh', directory],
    {
      cwd: '/',
      env: environmentOf(directory),
    },
  );
  const { pid } = holder;
  await new Promise<void>((resolve, reject) => {
    holder.once('error', reject);
    holder.once('exit', () => reject(new Error(`no small file system could be mounted on ${directory}`)));
    holder.stdout?.once('data', () => resolve());
  });
  if (pid === undefined) throw new Error('the holder of the small file system has no process id');
  return {
    mountPoint: directory,
    enter: ['nsenter', `--mount=/proc/${pid}/ns/mnt`, '--'],
    seenFromOutside: `/proc/${pid}/root${directory}`,
    remove: () => void holder.kill('SIGKILL'),
  };
}
