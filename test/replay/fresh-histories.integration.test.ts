import { Worker } from '@temporalio/worker';
import { startTestWorker, testBundle, type TestWorker } from '../support/test-worker.ts';
import { writeHistory } from './history-files.ts';
import { PATHS, recordedDags } from './paths.ts';

let worker: TestWorker;
beforeAll(async () => {
  worker = await startTestWorker(...recordedDags());
}, 60_000);
afterAll(() => worker.stop(), 60_000);

/** Set it to keep what the paths leave behind as the histories that every later interpreter must replay. */
const RECORD = process.env['TRADEWIND_RECORD_HISTORIES'] === '1';

test.each(Object.entries(PATHS))(
  'the history of a run by way of %s replays on the interpreter that made it',
  async (name, path) => {
    const handle = await path(worker);
    const history = await handle.fetchHistory();
    await Worker.runReplayHistory({ workflowBundle: await testBundle() }, history, handle.workflowId);
    if (RECORD) writeHistory(name, history);
  },
  60_000,
);
