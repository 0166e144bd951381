import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '../../engine');

describe('engine/ runs in the workflow sandbox', () => {
  it.each(readdirSync(folder).filter((name) => name.endsWith('.ts')))(
    '%s imports itself and kept pure packages only',
    (name) => {
      const source = readFileSync(join(folder, name), 'utf8');
      const imported = [...source.matchAll(/^(?:import|export|\}) .*from '([^']+)';$/gm)].map(
        (match) => match[1]!,
      );
      const foreign = imported.filter(
        (path) => !/^(\.\/[a-z-]+\.ts|@noble\/hashes\/[a-z0-9]+\.js|croner)$/.test(path),
      );
      expect(foreign).toEqual([]);
      expect(source).not.toMatch(/Date\.now\(|new Date\(\)|Math\.random\(|performance\./);
    },
  );
});
