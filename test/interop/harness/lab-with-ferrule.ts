import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { projectPath } from '../../clients/harness/project-path.ts';
import { LAB } from './lab.ts';
import { scratchDirectory } from './scratch.ts';

/** What the server loads when it runs; the SDK and the PDF library are not needed in a guest. */
const PACKAGES = ['better-sqlite3', 'commander', 'ini', 'koffi', 'pino', 'prom-client'];
const NOT_NEEDED = /\/(deps|src\/(?!koffi)|obj|obj\.target|doc|docs|test|benchmarks?)(\/|$)|\.(map|md|a|c|cc|h)$/;

/**
 * The Linux router with this machine's Node and the built Ferrule in it, under /ferrule: for what only a kernel with
 * MACsec can show. Answers the folder that it was built in, which is gone when the test has ended.
 */
export function labWithFerrule(t: { after(fn: () => void): void }): string {
  const { path: lab, remove } = scratchDirectory('lab');
  t.after(remove);
  const root = join(lab, 'root');
  mkdirSync(join(root, 'bin'), { recursive: true });
  addNode(root);
  cpSync(projectPath('dist'), join(root, 'ferrule/dist'), {
    recursive: true,
    filter: (path) => !path.endsWith('.map'),
  });
  cpSync(projectPath('package.json'), join(root, 'ferrule/package.json'));
  for (const name of withDependencies(PACKAGES)) {
    cpSync(projectPath(`node_modules/${name}`), join(root, 'ferrule/node_modules', name), {
      recursive: true,
      filter: (path) => !NOT_NEEDED.test(path.slice(path.lastIndexOf('node_modules'))),
    });
  }
  // A kernel unpacks archives that follow one another.
  const added = execFileSync('sh', ['-c', 'find . | cpio --quiet -o -H newc -R 0:0'], {
    cwd: root,
    maxBuffer: 2 ** 30,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  writeFileSync(join(lab, 'initramfs'), Buffer.concat([readFileSync(`${LAB}/initramfs`), added]));
  symlinkSync(`${LAB}/vmlinux`, join(lab, 'vmlinux'));
  rmSync(root, { recursive: true });
  return lab;
}

/** Node with the libraries that it has here, beside those of the guest. */
function addNode(root: string): void {
  const directory = join(root, 'node');
  mkdirSync(directory);
  const libraries = execFileSync('ldd', [process.execPath], { encoding: 'utf8' }).match(/\/\S+(?= \(0x)/g) ?? [];
  for (const file of [process.execPath, ...libraries])
    cpSync(file, join(directory, basename(file)), { dereference: true });
  const loader = libraries.find((file) => /\/ld-[^/]*$/.test(file)) ?? '';
  const node = basename(process.execPath);
  writeFileSync(
    join(root, 'bin/node'),
    `#!/bin/sh\nexec /node/${basename(loader)} --library-path /node /node/${node} "$@"\n`,
    { mode: 0o755 },
  );
}

function withDependencies(names: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (name: string): void => {
    const file = projectPath(`node_modules/${name}/package.json`);
    if (found.has(name) || !existsSync(file)) return;
    found.add(name);
    const { dependencies, optionalDependencies } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, object>;
    for (const other of Object.keys({ ...dependencies, ...optionalDependencies })) add(other);
  };
  for (const name of names) add(name);
  return found;
}
