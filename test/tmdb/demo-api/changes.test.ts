import { ask, control, demoApi } from './demo-client.ts';

const api = demoApi({ baseDate: '2026-05-01', date: '2026-05-31T00:00:00Z' });

const ids = async (query: string): Promise<number[]> => {
  const { body } = await ask(api(), `/movie/changes?${query}`);
  expect(body.total_results).toBe(body.results.length);
  return body.results.map(({ id }: { id: number }) => id);
};

test('by default the last 24 hours are shown', async () => {
  expect(await ids('')).toEqual(await ids('start_date=2026-05-30&end_date=2026-05-31'));
});

test('pages hold 100 ids each, and together every id of the fortnight once', async () => {
  const range = '/movie/changes?start_date=2026-05-17&end_date=2026-05-31';
  const first = (await ask(api(), range)).body;
  expect(first.results).toHaveLength(100);
  expect(first.total_pages).toBe(Math.ceil(first.total_results / 100));
  const seen = new Set<number>();
  for (let page = 1; page <= first.total_pages; page += 1) {
    const { body } = await ask(api(), `${range}&page=${page}`);
    for (const { id } of body.results) seen.add(id);
  }
  expect(seen.size).toBe(first.total_results);
});

test.each([
  ['before the base date', 'start_date=2026-04-20&end_date=2026-05-01'],
  ['after the day shown', 'start_date=2026-06-01&end_date=2026-06-10'],
])('%s nothing changed', async (_what, query) => {
  expect(await ids(query)).toEqual([]);
});

test('a listed movie has new details since the day before, and its own log says which', async () => {
  const [id] = await ids('start_date=2026-05-31&end_date=2026-05-31');
  const tagline = async (): Promise<string> => (await ask(api(), `/movie/${id}`)).body.tagline;
  const after = await tagline();
  await control(api(), '/date', { date: '2026-05-30T00:00:00Z' });
  const before = await tagline();
  await control(api(), '/date', { date: '2026-05-31T00:00:00Z' });
  expect([before, after]).toEqual([
    expect.not.stringContaining('2026-05-31'),
    '(Synthetic edit of 2026-05-31)',
  ]);
  const own = '?start_date=2026-05-31&end_date=2026-05-31';
  const { changes } = (await ask(api(), `/movie/${id}/changes${own}`)).body;
  expect(changes).toEqual([
    {
      key: 'tagline',
      items: [expect.objectContaining({ action: 'updated', value: '(Synthetic edit of 2026-05-31)' })],
    },
  ]);
});

test('a movie that is not listed reads as it did', async () => {
  const { results } = (await ask(api(), '/movie/popular')).body;
  const changed = await ids('start_date=2026-05-31&end_date=2026-05-31');
  const { id } = results.find((movie: { id: number }) => !changed.includes(movie.id));
  expect((await ask(api(), `/movie/${id}`)).body.tagline).not.toContain('2026-05-31');
});
