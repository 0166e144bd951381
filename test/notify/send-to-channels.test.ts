import { PermanentDeliveryError, type Channel } from '../../activities/notify/channel.ts';
import { sendToChannels } from '../../activities/notify/send-to-channels.ts';
import { memoryLog, MESSAGE, QUICK } from './fixtures.ts';

const channel = (name: string, send: Channel['send']): Channel => ({
  name,
  cure: `Check ${name}`,
  secrets: [],
  send,
});
const works = async (): Promise<void> => undefined;
const fails = async (): Promise<void> => {
  throw new PermanentDeliveryError('refused');
};

const send = async (channels: readonly Channel[], signal?: AbortSignal) => {
  const log = memoryLog();
  const deps = { channels, log: log as never, policy: QUICK, ...(signal === undefined ? {} : { signal }) };
  return { ...(await sendToChannels(MESSAGE, deps)), log };
};

test.each([
  ['no channel is set up: the log', [], ['log'], 0],
  ['all work: all of them', [channel('a', works), channel('b', works)], ['a', 'b'], 0],
  ['one is dead: the other, and a warning', [channel('a', fails), channel('b', works)], ['b'], 1],
  ['all are dead: the log, and warnings', [channel('a', fails), channel('b', fails)], ['log'], 2],
])('%s', async (_case, channels, delivered, warnings) => {
  const report = await send(channels);
  expect(report.delivered).toEqual(delivered);
  expect(report.warnings).toHaveLength(warnings);
});

test('what goes to the log is the whole message, at its own level', async () => {
  const { log } = await send([]);
  expect(log.lines).toEqual([
    { level: 'error', text: expect.stringContaining('Error: connect ECONNREFUSED') as string },
  ]);
});

test('each warning is logged, too', async () => {
  const { log, warnings } = await send([channel('a', fails), channel('b', works)]);
  expect(log.lines).toEqual([{ level: 'warn', text: warnings[0] }]);
});

test('a channel that hangs does not hold up another', async () => {
  const reached: string[] = [];
  const hangs = channel('slow', async (_message, signal) => {
    await new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('gave up')));
    });
  });
  const cancel = new AbortController();
  const quick = channel('quick', async () => {
    reached.push('quick');
    cancel.abort(new Error('the run was cancelled'));
  });
  await expect(send([hangs, quick], cancel.signal)).rejects.toThrow('the run was cancelled');
  expect(reached).toEqual(['quick']);
});

test('after a cancel nothing is sent', async () => {
  const sent: string[] = [];
  const spy = channel('spy', async () => {
    sent.push('spy');
  });
  await expect(send([spy], AbortSignal.abort(new Error('cancelled')))).rejects.toThrow('cancelled');
  expect(sent).toEqual([]);
});
