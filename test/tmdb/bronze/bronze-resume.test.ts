import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { BRONZE_DATASETS } from '../../../activities/tmdb/bronze/bronze-datasets.ts';
import type { BronzeProgress } from '../../../activities/tmdb/bronze/bronze-context.ts';
import { BronzeWorld, PARAMS, RUN } from './bronze-world.ts';

const CHILD = join(__dirname, 'bronze-child.ts');

/** Runs bronze in a process of its own and kills it at the first heartbeat that fits; nothing of it can tidy up. */
async function killAt(here: BronzeWorld, isMoment: (progress: BronzeProgress) => boolean): Promise<void> {
  const input = JSON.stringify({ run: RUN, params: { ...PARAMS, pagesPerCategory: 15 } });
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', CHILD, here.folder, here.api.url, here.api.keys[0]!, input],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    if (isMoment(JSON.parse(line) as BronzeProgress)) child.kill('SIGKILL');
  }
  expect(await ended).toEqual([null, 'SIGKILL']);
}

let here: BronzeWorld;
let other: BronzeWorld;
beforeEach(async () => {
  here = await BronzeWorld.start();
  other = await BronzeWorld.start();
});
afterEach(async () => {
  await here.close();
  await other.close();
});

it.each<[string, (progress: BronzeProgress) => boolean]>([
  ['between the list pages', ({ phase, done }) => phase === 'pages' && done === 12],
  ['half-way through the movies', ({ phase, done, total }) => phase === 'movies' && done > total / 2],
  ['while Parquet is written', ({ phase, done }) => phase === 'writing' && done === 100],
  ['before the commit', ({ phase }) => phase === 'committing'],
])(
  'D2: killed %s, the next try goes on, and no row is lost or doubled',
  async (_name, isMoment) => {
    await killAt(here, isMoment);
    const askedBefore = here.moviesAsked();
    const result = await here.run({ params: { pagesPerCategory: 15 }, run: { tryNumber: 2 } });
    const twice = [...here.moviesAsked().values()].filter((times) => times > 1);
    expect(twice.length).toBeLessThanOrEqual(50);
    expect(here.moviesAsked().size).toBeGreaterThanOrEqual(askedBefore.size);

    const undisturbed = await other.run({ params: { pagesPerCategory: 15 } });
    expect(result.counts).toEqual(undisturbed.counts);
    for (const dataset of BRONZE_DATASETS) {
      const expected = (await other.rows(dataset)).map(({ raw }) => raw);
      const found = await here.rows(dataset);
      expect(found.map(({ raw }) => raw)).toEqual(expected);
      expect(await here.rowsInFolder(dataset)).toBe(expected.length);
    }
    expect(await here.keys('_staging/')).toEqual([]);
  },
  60_000,
);
