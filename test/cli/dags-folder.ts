import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * Lets this process read DAG files of a folder of its own, in an environment without any service.
 * @param files contents by name; `@/` stands for the package's folder
 * @returns puts everything back
 */
export function useDagsFolder(files: Readonly<Record<string, string>>): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-dags-'));
  const root = resolve(__dirname, '../..');
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text.replaceAll('@/', `${root}/`));
  }
  const before = process.env;
  const services = /^(TEMPORAL|S3|MONGODB|TRADEWIND)_(?!TEST_SERVERS)/;
  process.env = Object.fromEntries(Object.entries(before).filter(([name]) => !services.test(name)));
  process.env['TRADEWIND_HOME'] = join(folder, 'home');
  process.env['TRADEWIND_DAGS_FOLDER'] = folder;
  return () => {
    process.env = before;
    rmSync(folder, { recursive: true, force: true });
  };
}
