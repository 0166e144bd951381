import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { valueOf, withoutMember } from './raw-json.ts';
import { NO_CREDITS, type MovieSource } from './source.ts';

const NEWLINE = 10;

/** The folder's numbers were taken in 2026, the last of them on this day. */
const BASE_DATE = '2026-05-15T00:00:00Z';

function readLines(folder: string, file: string): Buffer[] {
  const path = join(folder, file);
  let whole: Buffer;
  try {
    whole = gunzipSync(readFileSync(path));
  } catch (error) {
    throw new Error(
      `the demo API cannot read '${path}' (${(error as Error).message}): give --data a folder with ` +
        'movies.jsonl.gz, credits.jsonl.gz and reviews.jsonl.gz, or leave it out to serve vega-datasets',
      { cause: error },
    );
  }
  const lines: Buffer[] = [];
  for (let from = 0; from < whole.length;) {
    const end = whole.indexOf(NEWLINE, from);
    const to = end === -1 ? whole.length : end;
    if (to > from) lines.push(whole.subarray(from, to));
    from = to + 1;
  }
  return lines;
}

/** The first member is the id in every file written so far: found without scanning a line of 10 KB. */
function idOf(line: Buffer, key: string): string {
  const start = line.toString('utf8', 0, 48);
  const quick = new RegExp(`^\\{\\s*"${key}"\\s*:\\s*(\\d+)\\s*[,}]`).exec(start);
  return quick?.[1] ?? valueOf(line.toString('utf8'), key) ?? '';
}

/**
 * A folder of JSON lines in TMDB's shapes (movies, credits, reviews; reviews with `movie_id` added). Lines stay
 * bytes until they are asked for.
 * @throws Error naming the file that cannot be read
 */
export function folderSource(folder: string): MovieSource {
  const movies = readLines(folder, 'movies.jsonl.gz');
  const credits = new Map(readLines(folder, 'credits.jsonl.gz').map((line) => [idOf(line, 'id'), line]));
  const reviews = new Map<string, Buffer[]>();
  for (const line of readLines(folder, 'reviews.jsonl.gz')) {
    const id = idOf(line, 'movie_id');
    const known = reviews.get(id);
    if (known) known.push(line);
    else reviews.set(id, [line]);
  }
  return {
    name: `the folder '${basename(folder)}'`,
    synthetic: [
      'the movement of popularity and votes away from the base date',
      'the edits that /movie/changes lists',
      "what the folder's own README calls assigned",
    ],
    baseDate: BASE_DATE,
    movies,
    creditsOf: (id) => {
      const line = credits.get(id);
      return line === undefined ? NO_CREDITS : withoutMember(line.toString('utf8'), 'id');
    },
    reviewsOf: (id) =>
      (reviews.get(id) ?? []).map((line) => withoutMember(line.toString('utf8'), 'movie_id')),
  };
}
