import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import proto from '@temporalio/proto';

type History = ReturnType<typeof proto.temporal.api.history.v1.History.decode>;

/** One file a path, in Temporal's binary form. */
const FOLDER = join(__dirname, 'histories');
const fileOf = (name: string): string => join(FOLDER, `${name}.pb`);

export const recordedPaths = (): string[] => readdirSync(FOLDER).map((file) => basename(file, '.pb'));

export const readHistory = (name: string): History =>
  proto.temporal.api.history.v1.History.decode(readFileSync(fileOf(name)));

export function writeHistory(name: string, history: proto.temporal.api.history.v1.IHistory): void {
  const bytes = proto.temporal.api.history.v1.History.encode(history).finish();
  const recorded = proto.temporal.api.history.v1.History.decode(bytes);
  forgetStackTraces(recorded);
  writeFileSync(fileOf(name), proto.temporal.api.history.v1.History.encode(recorded).finish());
}

/** They tell where the recording machine keeps its files, and play no part in a replay. */
function forgetStackTraces(value: unknown): void {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'stackTrace') (value as Record<string, unknown>)[key] = '';
    else forgetStackTraces(inner);
  }
}
