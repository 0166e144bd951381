import { SlotTable, type SlotRequest } from '../../engine/slot-table.ts';

const run = (holder: string, limit = 1, exclusiveKey?: string): SlotRequest => ({
  holder,
  workflowId: `dag/${holder}`,
  limit,
  ...(exclusiveKey === undefined ? {} : { exclusiveKey }),
});
const names = (requests: readonly SlotRequest[]): string[] => requests.map((request) => request.holder);

test('slots are granted in the order of asking, never more than the limit', () => {
  const table = new SlotTable();
  for (const holder of ['a', 'b', 'c']) table.request(run(holder, 2));
  expect(names(table.grant())).toEqual(['a', 'b']);
  expect(names(table.grant())).toEqual([]);
  table.release('a');
  expect(names(table.grant())).toEqual(['c']);
});

test('two runs of one logical date never run together, and do not hold up others', () => {
  const table = new SlotTable();
  table.request(run('first', 3, '2026-01-01'));
  table.request(run('again', 3, '2026-01-01'));
  table.request(run('next', 3, '2026-01-02'));
  expect(names(table.grant())).toEqual(['first', 'next']);
  table.release('first');
  expect(names(table.grant())).toEqual(['again']);
});

test('a holder that asks again keeps its slot and is told once more', () => {
  const table = new SlotTable();
  table.request(run('a'));
  table.request(run('b'));
  table.grant();
  table.request(run('a'));
  expect(names(table.grant())).toEqual(['a']);
  expect(names(table.grant())).toEqual([]);
  expect(names(table.everyone())).toEqual(['a', 'b']);
});

test('a waiter that gives up leaves the queue', () => {
  const table = new SlotTable();
  table.request(run('a'));
  table.request(run('b'));
  table.grant();
  table.release('b');
  expect(table.hasWaiters()).toBe(false);
  table.release('a');
  expect(table.isEmpty()).toBe(true);
});

test('a raised limit counts from the newest request on', () => {
  const table = new SlotTable();
  table.request(run('a', 1));
  table.request(run('b', 1));
  table.grant();
  table.request(run('c', 3));
  expect(names(table.grant())).toEqual(['b', 'c']);
});

test('the state survives being carried to a new execution', () => {
  const table = new SlotTable();
  table.request(run('a'));
  table.request(run('b'));
  table.grant();
  const carried = new SlotTable(JSON.parse(JSON.stringify(table)));
  carried.release('a');
  expect(names(carried.grant())).toEqual(['b']);
});
