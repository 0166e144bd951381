import * as fc from 'fast-check';
import { standingOn } from '../../../pipelines/tmdb/demo-api/drift.ts';
import { ask, control, demoApi, withDemoApi } from './demo-client.ts';
import { MOVIES, sampleFolder } from './sample-folder.ts';

const BASE = { popularity: 50, voteAverage: 7.2, voteCount: 1000 };
const anyId = fc.nat().map(String);

describe('how a movie stands on a day', () => {
  test('on the base date it stands as the source says', () => {
    fc.assert(fc.property(anyId, (id) => expect(standingOn(id, BASE, 0)).toEqual(BASE)));
  });

  test('from one day to the next popularity moves by less than a third', () => {
    fc.assert(
      fc.property(anyId, fc.integer({ min: -1000, max: 1000 }), (id, day) => {
        const [today, tomorrow] = [standingOn(id, BASE, day), standingOn(id, BASE, day + 1)];
        expect(Math.abs(Math.log(tomorrow.popularity / today.popularity))).toBeLessThan(0.3);
      }),
    );
  });

  test('votes only grow, ratings stay between 0.5 and 10', () => {
    fc.assert(
      fc.property(anyId, fc.integer({ min: -1000, max: 1000 }), (id, day) => {
        const [today, tomorrow] = [standingOn(id, BASE, day), standingOn(id, BASE, day + 1)];
        expect(tomorrow.voteCount).toBeGreaterThanOrEqual(today.voteCount);
        expect(today.voteAverage).toBeGreaterThanOrEqual(0.5);
        expect(today.voteAverage).toBeLessThanOrEqual(10);
      }),
    );
  });

  test('movies go different ways: after 30 days some are hotter, some cooler', () => {
    const after = Array.from({ length: 200 }, (_, id) => standingOn(String(id), BASE, 30).popularity);
    expect(after.filter((popularity) => popularity > 55).length).toBeGreaterThan(20);
    expect(after.filter((popularity) => popularity < 45).length).toBeGreaterThan(20);
  });
});

describe('the served date', () => {
  const api = demoApi(() => ({ data: sampleFolder(), baseDate: '2026-05-15T00:00:00Z' }));
  const details = async (): Promise<string> => (await ask(api(), '/movie/11')).text;

  const headerOn = async (date: string): Promise<number> => {
    await control(api(), '/date', { date });
    return Date.parse((await ask(api(), '/movie/11')).headers.get('date')!);
  };

  test('moves the numbers, and moving it back restores the source to the character', async () => {
    await control(api(), '/date', { date: '2026-06-01T04:00:00Z' });
    const moved = await details();
    expect(moved).not.toBe(MOVIES[0]);
    await control(api(), '/date', { date: '2026-06-01T04:00:00Z' });
    expect(await details()).toBe(moved);
    await control(api(), '/date', { date: 'base' });
    expect(await details()).toBe(MOVIES[0]);
  });

  test('lists and details show the same numbers', async () => {
    await control(api(), '/date', { date: '2026-07-01' });
    const { results } = (await ask(api(), '/movie/popular')).body;
    const item = results.find((result: { id: number }) => result.id === 11);
    const { popularity, vote_average, vote_count } = JSON.parse(await details());
    expect(item).toMatchObject({ popularity, vote_average, vote_count });
  });

  test('is what the Date header shows, so that a later logical date is a later extraction', async () => {
    const [first, second] = [await headerOn('2026-06-01T00:00:00Z'), await headerOn('2026-06-01T04:00:00Z')];
    expect(first).toBeGreaterThanOrEqual(Date.parse('2026-06-01T00:00:00Z'));
    expect(first).toBeLessThan(Date.parse('2026-06-01T00:01:00Z'));
    expect(second).toBeGreaterThanOrEqual(Date.parse('2026-06-01T04:00:00Z'));
  });

  test('that is no date is refused with what is allowed', async () => {
    const { status, body } = await control(api(), '/date', { date: 'tomorrow' });
    expect(status).toBe(400);
    expect(body.error).toMatch(/'tomorrow': allowed is base, now, or an ISO-8601 date/);
  });
});

test.each(['base', 'now'])('with the date %s the Date header is the real clock', async (date) => {
  await withDemoApi({ data: sampleFolder(), date }, async (api) => {
    const before = Math.floor(Date.now() / 1000) * 1000;
    const shown = Date.parse((await ask(api, '/movie/11')).headers.get('date')!);
    expect(shown).toBeGreaterThanOrEqual(before);
    expect(shown).toBeLessThanOrEqual(Date.now());
  });
});

test('with the date now nothing has drifted in the first hour after the base date', async () => {
  const baseDate = new Date().toISOString();
  await withDemoApi({ data: sampleFolder(), date: 'now', baseDate }, async (api) => {
    expect((await ask(api, '/movie/11')).text).toBe(MOVIES[0]);
  });
});
