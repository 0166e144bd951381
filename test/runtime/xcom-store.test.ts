import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadXCom, storeXCom } from '../../activities/runtime/xcom-store.ts';
import { LIMITS } from '../../engine/limits.ts';
import { RECORDS_BUCKET } from '../../engine/names.ts';
import { FolderStore } from '../support/folder-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'tradewind-xcom-'));
const store = new FolderStore(folder);
const records = () => store;
afterAll(() => rmSync(folder, { recursive: true }));

const KEY = {
  dagId: 'shop',
  runId: 'manual__2026-01-01T00:00:00+00:00',
  executionId: 'eacf4536',
  taskId: 'sell',
  mapIndex: -1,
  tryNumber: 1,
};

const absent = (): never => {
  throw new Error('there is no store');
};

/** A text whose JSON, quotes included, has so many bytes. */
const ofBytes = (bytes: number): string => 'x'.repeat(bytes - 2);

describe('where a result goes', () => {
  test.each([
    ['a byte below the limit of a history', LIMITS.xcomInlineBytes - 1, 'inline'],
    ['at it', LIMITS.xcomInlineBytes, 'inline'],
    ['a byte above it', LIMITS.xcomInlineBytes + 1, 'stored'],
    ['at the limit of the store', LIMITS.xcomBytes, 'stored'],
  ])('%s (%i bytes): %s', async (_, bytes, place) => {
    const xcom = (await storeXCom(records, KEY, ofBytes(bytes)))!;
    expect('ref' in xcom ? 'stored' : 'inline').toBe(place);
    expect(((await loadXCom(records, xcom)) as string).length).toBe(bytes - 2);
  });

  test('a byte above the limit of the store, nowhere: it fails for good, and says what to do', async () => {
    const stored = storeXCom(records, KEY, ofBytes(LIMITS.xcomBytes + 1));
    await expect(stored).rejects.toThrow(
      `XCOM_TOO_LARGE: task 'sell' returned ${LIMITS.xcomBytes + 1} bytes, allowed are ${LIMITS.xcomBytes}. Write the data to S3 and return its path.`,
    );
  });

  test('bytes count, not characters', async () => {
    const text = 'ß'.repeat(LIMITS.xcomInlineBytes / 2);
    expect(await storeXCom(records, KEY, text)).toHaveProperty('ref.bytes', LIMITS.xcomInlineBytes + 2);
  });

  test('small ones ask for no store', async () => {
    const xcom = (await storeXCom(absent, KEY, 'small'))!;
    expect(await loadXCom(absent, xcom)).toBe('small');
  });
});

describe('what may be returned', () => {
  test.each([[null], [0], [''], [false], [[]], [{ deep: [{ er: 'ü' }] }]])('%j', async (value) => {
    const xcom = (await storeXCom(records, KEY, value))!;
    expect(await loadXCom(records, xcom)).toEqual(value);
  });

  test('nothing: then there is no result', async () => {
    expect(await storeXCom(records, KEY, undefined)).toBeUndefined();
  });

  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  test.each([
    ['a function', () => 1, 'returned a function'],
    ['a symbol', Symbol('x'), 'returned a symbol'],
    ['a bigint', 1n, 'a value that is no JSON'],
    ['a circle', circle, 'a value that is no JSON'],
  ])('%s is refused, with the task', async (_, value, message) => {
    const stored = storeXCom(records, KEY, value);
    await expect(stored).rejects.toThrow(new RegExp(`XCOM_NOT_JSON: task 'sell'.*${message}`));
  });
});

describe('a stored result', () => {
  const large = ofBytes(LIMITS.xcomInlineBytes + 1);
  const keyOf = async (key: Partial<typeof KEY>): Promise<string> => {
    const xcom = (await storeXCom(records, { ...KEY, ...key }, large)) as { ref: { key: string } };
    return xcom.ref.key;
  };

  test('has a place of its own for every run, task, map index and try', async () => {
    const keys = await Promise.all(
      [{}, { runId: 'other' }, { taskId: 'buy' }, { mapIndex: 3 }, { tryNumber: 2 }, { dagId: 'x' }].map(
        keyOf,
      ),
    );
    expect(new Set(keys).size).toBe(6);
  });

  test('stays in its folder, whatever the ids are', async () => {
    expect(await keyOf({ runId: '../../x', taskId: 'a/b' })).toBe(
      'xcoms/shop/..%2F..%2Fx/eacf4536/a%2Fb/-1/try-1.json',
    );
    expect(readdirSync(folder).filter((name) => name !== RECORDS_BUCKET)).toEqual([]);
  });

  test.each([
    ['changed', '"y"'],
    ['cut', '"xxxxx'],
  ])('that was %s is not believed', async (_, body) => {
    const xcom = (await storeXCom(records, { ...KEY, taskId: 'damaged' }, large)) as {
      ref: { bucket: string; key: string; bytes: number; sha256: string };
    };
    await store.put(xcom.ref.bucket, xcom.ref.key, body);
    await expect(loadXCom(records, xcom)).rejects.toThrow(
      /XCOM_DAMAGED: s3:\/\/tradewind\/xcoms\/shop.*Clear that task/,
    );
  });
});
