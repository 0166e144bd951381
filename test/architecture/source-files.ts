import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../workers/home.ts';

/** Paths of every file that git tracks or would track, relative to the package, with `/` between folders. */
export function projectFiles(): string[] {
  const list = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: PACKAGE_ROOT,
    encoding: 'utf8',
  });
  return list.split('\n').filter((path) => path !== '' && existsSync(join(PACKAGE_ROOT, path)));
}

export const isCode = (path: string): boolean => /\.([cm]?[jt]s)$/.test(path);

export const read = (path: string): string => readFileSync(join(PACKAGE_ROOT, path), 'utf8');

/** One import of a file. */
export interface Import {
  readonly specifier: string;
  /** Written `import type` or `export type`: gone before the code runs. */
  readonly typeOnly: boolean;
}

const IMPORT = /^\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm;
const DYNAMIC = /\b(?:import|require)\(\s*'([^']+)'\s*[,)]/g;

/** The imports of a TypeScript text, static and dynamic. */
export function importsOf(text: string): Import[] {
  const statics = [...text.matchAll(IMPORT)].map(([, type, specifier = '']) => ({
    specifier,
    typeOnly: type !== undefined,
  }));
  const dynamics = [...text.matchAll(DYNAMIC)].map(([, specifier = '']) => ({ specifier, typeOnly: false }));
  return [...statics, ...dynamics];
}
