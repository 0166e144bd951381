import {
  TaskFailedForGood,
  TaskSkipped,
  toApplicationFailure,
} from '../../activities/runtime/task-errors.ts';

class ShopClosed extends Error {
  override readonly name = 'ShopClosed';
  readonly type = 'SHOP_CLOSED';
  readonly nonRetryable = true;
}

const plain = (text: string): string => text;

test.each([
  ['an ordinary error', new Error('no such table'), 'Error', 'no such table', false],
  ['one of another class', new RangeError('too far'), 'RangeError', 'too far', false],
  ['one that fails for good', new TaskFailedForGood('never'), 'TaskFailedForGood', 'never', true],
  ['one with a type of its own', new ShopClosed('at night'), 'SHOP_CLOSED', 'at night', true],
  ['a skip that went astray', new TaskSkipped('not today'), 'TaskSkipped', 'not today', false],
  ['a text', 'broken', 'Error', 'broken', false],
  ['nothing', undefined, 'Error', 'undefined', false],
])('%s keeps its type and its words', (_, thrown, type, message, nonRetryable) => {
  expect(toApplicationFailure(thrown, 2, plain)).toMatchObject({
    type,
    message,
    nonRetryable,
    details: [{ attempt: 2 }],
  });
});

test('causes are told, each once, outermost first', () => {
  const refused = new Error('connection refused');
  const wrapped = new Error('the API failed: connection refused', { cause: refused });
  const error = new Error('cannot load', { cause: wrapped });
  expect(toApplicationFailure(error, 1, plain).message).toBe(
    'cannot load: the API failed: connection refused',
  );
});

test('a long message is cut, because every run keeps it', () => {
  expect(toApplicationFailure(new Error('x'.repeat(4_000)), 1, plain).message).toHaveLength(4_000);
  expect(toApplicationFailure(new Error('x'.repeat(4_001)), 1, plain).message).toBe(
    `${'x'.repeat(4_000)}… (cut)`,
  );
});

test('secrets are masked in the message and in the stack', () => {
  const error = new Error('login with hunter2 failed', { cause: new Error('bad password hunter2') });
  const failure = toApplicationFailure(error, 1, (text) => text.replaceAll('hunter2', '***'));
  expect(failure.message).toBe('login with *** failed: bad password ***');
  expect(failure.stack).not.toContain('hunter2');
});

test.each([
  [undefined, undefined],
  [0, 0],
  [1.5, 1_500],
])('with a delay of %s seconds, the next try waits %s ms', (seconds, milliseconds) => {
  expect(toApplicationFailure(new Error('x'), 1, plain, seconds).nextRetryDelay).toBe(milliseconds);
});
