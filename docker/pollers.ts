/** Who has asked a task queue for work, as Temporal describes it. */
export interface Poller {
  /** Of Temporal's SDK: `<process id>@<host name>`. */
  readonly identity?: string | null;
  readonly lastAccessTime?: { readonly seconds?: { toString(): string } | number | null } | null;
}

/** A poll is held open for a minute, and a poller stays listed for five: older than this it has stopped. */
const FRESH_MS = 180_000;

/** Whether a process on this host asks for work. @param now milliseconds since the epoch */
export function polledFrom(pollers: readonly Poller[], host: string, now: number): boolean {
  return pollers.some(({ identity, lastAccessTime }) => {
    const seconds = Number(lastAccessTime?.seconds?.toString() ?? 0);
    return identity?.endsWith(`@${host}`) === true && now - seconds * 1000 < FRESH_MS;
  });
}
