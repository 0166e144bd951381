import { posix } from 'node:path';
import { importsOf } from './source-files.ts';

export interface RoomRule {
  readonly room: string;
  /** Rooms whose files it may import, itself included. */
  readonly rooms: readonly string[];
  /** Packages that would bring a clock, I/O or another side effect. */
  readonly forbidden: RegExp;
}

const BUILT_IN = /^(node:|(fs|path|os|crypto|http|https|net|child_process|worker_threads)$)/;

export const ROOM_RULES: readonly RoomRule[] = [
  { room: 'engine', rooms: ['engine'], forbidden: new RegExp(`${BUILT_IN.source}|^@temporalio/`) },
  {
    room: 'workflows',
    rooms: ['workflows', 'engine'],
    forbidden: new RegExp(`${BUILT_IN.source}|^@temporalio/(client|worker|activity)`),
  },
];

/** What a file of a room imports against the room's rule, as sentences. */
export function offences(rule: RoomRule, path: string, text: string): string[] {
  return importsOf(text)
    .map(({ specifier }) => specifier)
    .filter((specifier) => {
      if (!specifier.startsWith('.')) return rule.forbidden.test(specifier);
      const target = posix.join(posix.dirname(path), specifier);
      return !rule.rooms.some((room) => target.startsWith(`${room}/`));
    })
    .map((specifier) => `${path} imports ${specifier}`);
}
