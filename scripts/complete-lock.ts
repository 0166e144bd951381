/**
 * Adds to package-lock.json the optional packages of other platforms that npm left out because the registry it was
 * made with does not have them: `npm ci` refuses a lock file without them, on every platform. What is added has a
 * version but no checksum. Run it after npm changed the lock file: `npx tsx scripts/complete-lock.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';

interface LockEntry {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
}

const FILE = 'package-lock.json';
const SYSTEMS = ['darwin', 'linux', 'win32', 'freebsd', 'android', 'openharmony'];
const PROCESSORS = ['x64', 'arm64', 'arm', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64'];
const LIBRARIES: Readonly<Record<string, string>> = { gnu: 'glibc', musl: 'musl' };

const lock = JSON.parse(readFileSync(FILE, 'utf8')) as { packages: Record<string, LockEntry> };

/** Node's own rule: the nearest node_modules folder, going up. */
function isInstalledFor(path: string, name: string): boolean {
  for (let base = path; ; base = base.slice(0, Math.max(0, base.lastIndexOf('/node_modules/')))) {
    if (`${base === '' ? '' : `${base}/`}node_modules/${name}` in lock.packages) return true;
    if (base === '') return false;
  }
}

/** Such packages say in their name where they run, e.g. `@swc/core-linux-arm64-musl`. */
function entryFor(name: string, version: string, dev: boolean): LockEntry {
  const words = name.split(/[/-]/);
  const system = words.find((word) => SYSTEMS.includes(word));
  const processor = words.find((word) => PROCESSORS.includes(word));
  const library = system === 'linux' ? LIBRARIES[words.at(-1) ?? ''] : undefined;
  if (system === undefined || processor === undefined) {
    throw new Error(`'${name}' does not say its platform in its name: add it to ${FILE} by hand.`);
  }
  return {
    version,
    cpu: [processor],
    ...(dev ? { dev } : {}),
    ...(library === undefined ? {} : { libc: [library] }),
    optional: true,
    os: [system],
  };
}

let added = 0;
for (const [path, { optionalDependencies = {}, dev = false }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (isInstalledFor(path, name)) continue;
    lock.packages[`node_modules/${name}`] = entryFor(name, version, dev);
    added += 1;
  }
}
const inOrder = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
writeFileSync(FILE, `${JSON.stringify({ ...lock, packages: Object.fromEntries(inOrder) }, null, 2)}\n`);
process.stderr.write(`${added} packages of other platforms added to ${FILE}\n`);
