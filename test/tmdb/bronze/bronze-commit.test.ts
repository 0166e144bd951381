import { BRONZE_DATASETS } from '../../../activities/tmdb/bronze/bronze-datasets.ts';
import { readManifest, readRunManifest } from '../../../activities/lake/manifest.ts';
import type { StoreOptions } from '../../../activities/connectors/object-store.ts';
import { FolderStore } from '../../support/folder-store.ts';
import { BronzeWorld, LOGICAL_DATE, RUN } from './bronze-world.ts';

// A demo API and a lake each: seconds on an idle machine, more beside other tests.
jest.setTimeout(60_000);

const SMALL = { categories: ['popular'], pagesPerCategory: 2, details: 5 };
const REFETCH = { params: { ...SMALL, refetch: true }, run: { runId: 'manual__refetch' } };
const LATE = '2026-04-01T00:00:00Z';

/** Lets so many manifests through and then fails every write, as the store of a process that has died. */
class DyingStore extends FolderStore {
  #left: number;

  constructor(folder: string, manifests: number) {
    super(folder);
    this.#left = manifests;
  }

  override async put(
    bucket: string,
    key: string,
    body: Uint8Array | string,
    options: StoreOptions = {},
  ): Promise<void> {
    if (key.startsWith('_manifests/') && (this.#left -= 1) < 0) throw new Error('the worker died');
    await super.put(bucket, key, body, options);
  }
}

let here: BronzeWorld;
beforeEach(async () => {
  here = await BronzeWorld.start();
});
afterEach(async () => here.close());

/** Which runs the manifests of all datasets name for the logical date; one of them when they are of one version. */
async function runsNamed(): Promise<string[]> {
  const named = new Set<string>();
  for (const dataset of BRONZE_DATASETS) {
    const record = (await readRunManifest(here.store, 'bronze', dataset, LOGICAL_DATE))!;
    named.add(record.run.runId);
    expect((await readManifest(here.store, 'bronze', dataset))!.files).toEqual(record.files);
  }
  return [...named];
}

// The former version is put aside, the new one put in its place, and then two manifests for each dataset.
it.each([
  ...[0, 1].map((puts) => [puts, 'the former', RUN.runId] as const),
  ...[2, 3, 4, 7, 11].map((puts) => [puts, 'the new', 'manual__refetch'] as const),
])(
  'a refetch that dies for good after %i manifests leaves %s version whole, also of a time long past',
  async (puts, _which, runId) => {
    await here.run({ params: SMALL });
    const store = new DyingStore(here.store.folder, puts);
    await expect(here.run({ ...REFETCH, store })).rejects.toThrow('the worker died');
    here.api.setDate(LATE);
    const next = await here.run({ params: SMALL, run: { runId: 'manual__next' } });
    expect(next).toMatchObject({ reused: true, bronzeRunId: runId });
    expect(await runsNamed()).toEqual([runId]);
    expect(await here.rows('movies')).toHaveLength(40);
  },
);

it('a first fetch that dies before its commit is not taken for one', async () => {
  const store = new DyingStore(here.store.folder, 0);
  await expect(here.run({ params: SMALL, store })).rejects.toThrow('the worker died');
  const again = await here.run({ params: SMALL, run: { tryNumber: 2 } });
  expect(again.reused).toBe(false);
  expect(await here.rowsInFolder('movies')).toBe(40);
});
