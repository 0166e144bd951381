import { join } from 'node:path';
import { DeterminismViolationError } from '@temporalio/workflow';
import {
  bundleWorkflowCode,
  DefaultLogger,
  Runtime,
  Worker,
  type WorkflowBundleOption,
} from '@temporalio/worker';
import { readHistory, recordedPaths } from './history-files.ts';
import { PATHS } from './paths.ts';

const bundle = (workflows: string): Promise<WorkflowBundleOption> =>
  bundleWorkflowCode({ workflowsPath: join(__dirname, workflows), logger: new DefaultLogger('ERROR') });

beforeAll(() => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
});

test('there is a recorded history of every path', () => {
  expect(recordedPaths().sort()).toEqual(Object.keys(PATHS).sort());
});

describe("today's interpreter", () => {
  let current: WorkflowBundleOption;
  beforeAll(async () => {
    current = await bundle('../../workflows/index.ts');
  }, 60_000);

  test.each(recordedPaths())('replays the recorded run by way of %s', async (name) => {
    await Worker.runReplayHistory({ workflowBundle: current }, readHistory(name));
  });
});

test('an interpreter that does something else breaks the replay', async () => {
  const changed = await bundle('changed-interpreter.ts');
  await expect(Worker.runReplayHistory({ workflowBundle: changed }, readHistory('success'))).rejects.toThrow(
    DeterminismViolationError,
  );
}, 60_000);
