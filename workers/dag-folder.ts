import { readdir, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { DagRegistry } from '../activities/runtime/dag-registry.ts';
import { checkParamDefaults } from '../activities/runtime/params.ts';
import { Dag } from '../engine/dag.ts';
import { PACKAGE_ROOT } from './home.ts';
import type { SettingsTable } from './settings.ts';

/** A DAG file that could not be read, and why: the others are served all the same. */
export interface ImportError {
  readonly file: string;
  readonly error: Error;
}

/** The settings that a DAG's handlers read; a DAG file may export one as `environment`. */
export interface DagEnvironment {
  /** Its secret ones are masked in logs and errors. */
  readonly settings: SettingsTable;
  /** Called before a worker starts. @throws SettingsError that lists every wrong and every missing setting */
  readonly check: (environment: Readonly<Record<string, string | undefined>>) => unknown;
  /** Called before a worker serves. @throws Error that names the service which cannot be reached, and the cure */
  readonly connect?: () => Promise<void>;
  /** Called when the worker has stopped: closes what the handlers opened. */
  readonly close?: () => Promise<void>;
}

export interface DagFolder {
  readonly registry: DagRegistry;
  readonly importErrors: readonly ImportError[];
  readonly environments: readonly DagEnvironment[];
}

/** DAG files are `dag.ts` or `….dag.ts` (also `.js`, `.mjs`), anywhere below the folder. */
const DAG_FILE = /(^|\.)dag\.(ts|js|mjs)$/;
const IGNORED = new Set(['node_modules', 'dist']);

export function dagsFolder(environment: Readonly<Record<string, string | undefined>> = process.env): string {
  const given = environment['TRADEWIND_DAGS_FOLDER'];
  return given === undefined || given === '' ? join(PACKAGE_ROOT, 'pipelines') : resolve(given);
}

/**
 * Reads every DAG file of a folder; each exported `Dag` counts.
 * @throws Error when the folder cannot be listed
 */
export async function readDagFolder(folder: string = dagsFolder()): Promise<DagFolder> {
  const registry = new DagRegistry();
  const importErrors: ImportError[] = [];
  const environments: DagEnvironment[] = [];
  for (const file of await dagFiles(folder)) {
    const name = relative(folder, file);
    try {
      const exported = (await import(file)) as Record<string, unknown>;
      const dags = new Set(Object.values(exported).filter((value) => value instanceof Dag));
      if (dags.size === 0) throw new Error('the file exports no Dag: write `export const dag = new Dag(…)`');
      for (const dag of dags) checkParamDefaults(dag.freeze().spec);
      for (const dag of dags) registry.add(dag, name);
      if (exported['environment'] !== undefined) environments.push(exported['environment'] as DagEnvironment);
    } catch (error) {
      importErrors.push({ file: name, error: error instanceof Error ? error : new Error(String(error)) });
    }
  }
  return { registry, importErrors, environments };
}

async function dagFiles(folder: string): Promise<string[]> {
  if (!(await stat(folder).catch(() => undefined))?.isDirectory()) {
    throw new Error(
      `The DAGs folder '${folder}' does not exist. Set TRADEWIND_DAGS_FOLDER to the folder of your DAG files.`,
    );
  }
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && DAG_FILE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (file) =>
        !relative(folder, file)
          .split('/')
          .some((part) => IGNORED.has(part)),
    )
    .sort();
}
