import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Lines written by hand, with everything a JSON parser would lose: `7.0`, 2^53 + 1, escapes, spaces. */
export const MOVIES = [
  '{"adult":false,"budget":9007199254740993,"genres":[{"id":18,"name":"Drama"},{"id":777,"name":"Own"}],"id":11,"original_language":"fi","original_title":"\\u00c4iti","overview":"\\ud83c\\udfac \\"said\\" {[ }","popularity":10.50,"release_date":"2024-02-29","revenue":1e6,"tagline":"","title":"Äiti 🎬","video":false,"vote_average":7.0,"vote_count":120}',
  '{"id": 12, "title": "Spaces ,  kept", "genres": [], "popularity": 3.0, "release_date": "", "vote_average": 0.0, "vote_count": 0, "tagline": ""}',
] as const;

export const CREDITS = [
  '{"id":11,"cast":[{"id":1,"name":"A","popularity":0.0,"order":0}],"crew":[]}',
] as const;

export const REVIEWS = [
  '{"movie_id": 11, "id": "r1", "author": "a", "content": "Fine.", "author_details": {"rating": 7.0}}',
  '{"movie_id": 11, "id": "r2", "author": "b", "content": "\\u00e9"}',
] as const;

/** A data folder with these lines, under the system's temporary folder. */
export function sampleFolder(
  files: { movies?: readonly string[]; credits?: readonly string[]; reviews?: readonly string[] } = {},
): string {
  const folder = mkdtempSync(join(tmpdir(), 'demo-api-'));
  const write = (name: string, lines: readonly string[]): void =>
    writeFileSync(join(folder, `${name}.jsonl.gz`), gzipSync(lines.map((line) => `${line}\n`).join('')));
  write('movies', files.movies ?? MOVIES);
  write('credits', files.credits ?? CREDITS);
  write('reviews', files.reviews ?? REVIEWS);
  return folder;
}
