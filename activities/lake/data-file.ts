/** One committed Parquet file, as its manifest names it. */
export interface DataFile {
  /** Whole key in the layer's bucket, e.g. `movies/year=2026/month=01/run-try1-0.parquet`. */
  readonly key: string;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly schemaVersion: number;
  /** ISO 8601 in UTC: the logical date the rows stand for, where a file has just one. */
  readonly logicalDate?: string;
  /** Values of the partition keys, not encoded: `{ year: '2026', month: '01' }`. */
  readonly partition?: Readonly<Record<string, string>>;
}

/** What a run puts in the names of its files; all of a run's files begin with the same slug, whatever its try. */
export interface FileOwner extends FileOwnerRun {
  readonly tryNumber: number;
}

export interface FileOwnerRun {
  readonly runId: string;
  /** Tells two runs with one run id apart, e.g. two backfills of a date: letters and digits, kept over a rerun. */
  readonly executionId?: string;
}

/**
 * A run id as part of a file name: only letters, digits, `.`, `_` and `-`, and no two run ids share one. A `+` or `:`
 * in a file name is legal in S3 but trips up half of the tools that read it.
 */
export const runSlug = (runId: string): string =>
  [...Buffer.from(runId, 'utf8')]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9._-]/.test(character) ? character : `~${byte.toString(16).padStart(2, '0')}`;
    })
    .join('');

/** What the names of all files of a run begin with. */
export const ownerSlug = ({ runId, executionId }: FileOwnerRun): string =>
  executionId === undefined ? runSlug(runId) : `${runSlug(runId)}-${executionId}`;

/** `<slug>-try<N>-<n>.parquet`: never the name of another try, so nothing is ever overwritten. */
export const dataFileName = (owner: FileOwner, number: number): string =>
  `${ownerSlug(owner)}-try${owner.tryNumber}-${number}.parquet`;

/** The run whose name a file bears, as a slug, its try and number; undefined for a name that is not ours. */
export function ownerOfFile(
  key: string,
): { readonly slug: string; readonly tryNumber: number; readonly number: number } | undefined {
  const match = /^(.+)-try(\d+)-(\d+)\.parquet$/.exec(key.slice(key.lastIndexOf('/') + 1));
  return match === null
    ? undefined
    : { slug: match[1] ?? '', tryNumber: Number(match[2]), number: Number(match[3]) };
}

/** A number above those of the files that a try has committed already. */
export function nextFileNumber(run: FileOwner, files: readonly DataFile[]): number {
  const slug = ownerSlug(run);
  const numbers = files.flatMap(({ key }) => {
    const owner = ownerOfFile(key);
    return owner?.slug === slug && owner.tryNumber === run.tryNumber ? [owner.number + 1] : [];
  });
  return numbers.reduce((greatest, number) => Math.max(greatest, number), 0);
}
