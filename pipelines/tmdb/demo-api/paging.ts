import { TmdbError } from './errors.ts';

export const LIST_PAGE_SIZE = 20;
export const CHANGES_PAGE_SIZE = 100;
/** TMDB refuses pages above this, however many a list has. */
export const LAST_PAGE = 500;
/** So this many items of a list can be seen. */
export const VISIBLE_ITEMS = LIST_PAGE_SIZE * LAST_PAGE;

/** @throws TmdbError 22 for anything but a whole number from 1 to 500 */
export function readPage(text: string | undefined): number {
  if (text === undefined) return 1;
  const page = Number(text);
  if (!/^\d+$/.test(text) || page < 1 || page > LAST_PAGE) throw new TmdbError(22);
  return page;
}

/** One page of a list in TMDB's envelope; a page after the last one is empty, as TMDB's is. */
export function pageText<Item>(
  items: readonly Item[],
  page: number,
  render: (item: Item) => string,
  options: { readonly size?: number; readonly before?: string } = {},
): string {
  const size = options.size ?? LIST_PAGE_SIZE;
  const results = items.slice((page - 1) * size, page * size).map((item) => render(item));
  const totalPages = Math.max(1, Math.ceil(items.length / size));
  return (
    `{${options.before ?? ''}"page":${page},"results":[${results.join(',')}],` +
    `"total_pages":${totalPages},"total_results":${items.length}}`
  );
}
