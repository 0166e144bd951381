import { MALFORMED_ITEMS } from '../../../pipelines/tmdb/demo-api/malformed.ts';
import { ask, control, demoApi } from './demo-client.ts';

const api = demoApi({ malformed: true });

async function popular(pages: number): Promise<{ text: string; ids: unknown[][] }> {
  const answers = [];
  for (let page = 1; page <= pages; page += 1) answers.push(await ask(api(), `/movie/popular?page=${page}`));
  return {
    text: answers.map(({ text }) => text).join('\n'),
    ids: answers.map(({ body }) => body.results.map((item: { id?: unknown } | null) => item?.id)),
  };
}

test.each(MALFORMED_ITEMS.map(({ what, listItem }) => [what, listItem]))(
  'the first pages hold an item with: %s',
  async (_what, listItem) => {
    expect((await popular(8)).text).toContain(listItem);
  },
);

test('some movies come again one page later', async () => {
  const { ids } = await popular(6);
  const repeated = ids
    .slice(1)
    .flatMap((page, at) => page.filter((id) => id !== undefined && ids[at]!.includes(id)));
  expect(repeated.length).toBeGreaterThanOrEqual(1);
});

test.each(MALFORMED_ITEMS.flatMap(({ what, details }) => (details ? [[what, details] as const] : [])))(
  'details of the item with %s are served as they stand',
  async (_what, { id, text }) => {
    expect((await ask(api(), `/movie/${id}`)).text).toBe(text);
  },
);

test('one of them has reviews with an emoji, of a megabyte, without content and without an id', async () => {
  const emoji = MALFORMED_ITEMS.find(({ what }) => what === 'emoji')!;
  const { text, body } = await ask(api(), `/movie/${emoji.details!.id}/reviews`);
  expect(text).toContain('🎬\\ud83d\\ude00');
  expect(body.results.map((review: { content?: string }) => review.content?.length)).toEqual([
    expect.any(Number),
    expect.any(Number),
    undefined,
    expect.any(Number),
  ]);
  expect(body.results[1].content.length).toBeGreaterThanOrEqual(1_000_000);
  expect(body.results[3].id).toBeNull();
});

const trendingIds = async (): Promise<number[]> =>
  (await ask(api(), '/trending/movie/week')).body.results.flatMap((item: { id?: number } | null) =>
    typeof item?.id === 'number' && item.id < 95_000_000 ? [item.id] : [],
  );

describe('movies that go away', () => {
  test('gone: still in the lists, no details', async () => {
    const [id] = await trendingIds();
    await control(api(), '/gone', { ids: [id] });
    expect((await ask(api(), `/movie/${id}`)).status).toBe(404);
    expect(await trendingIds()).toContain(id);
  });

  test('removed: neither, and the list of changes names it with adult null', async () => {
    const [, id] = await trendingIds();
    await control(api(), '/removed', { ids: [id] });
    expect((await ask(api(), `/movie/${id}`)).status).toBe(404);
    expect(await trendingIds()).not.toContain(id);
    expect((await ask(api(), '/movie/changes')).body.results).toContainEqual({ id, adult: null });
  });
});
