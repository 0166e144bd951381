import { ApplicationFailure, CancelledFailure, Context } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import type { Logger } from 'winston';
import { retryDelaySeconds } from '../../engine/retry.ts';
import type { CallbackCall, TaskAnswer, TaskCall } from '../../engine/task-messages.ts';
import type { ObjectStore } from '../connectors/object-store.ts';
import { runWithContext, type TaskContext } from './context.ts';
import type { DagRegistry, Handler } from './dag-registry.ts';
import { Lease } from './lease.ts';
import { Progress } from './progress.ts';
import { TaskFailedForGood, TaskSkipped, toApplicationFailure } from './task-errors.ts';
import { loadXCom, storeXCom } from './xcom-store.ts';

/** What the runtime needs of its process. */
export interface RuntimeServices {
  readonly registry: DagRegistry;
  readonly client: Client;
  /** Asked for only when a value is too large to travel, so that small DAGs need no S3. */
  readonly records: () => ObjectStore;
  readonly log: Logger;
  readonly maskSecrets: (text: string) => string;
}

/**
 * The activity behind every handler name: finds the DAG's own handler, gives it its arguments and its context, keeps
 * the heartbeat going, and answers with the value or a reference to it.
 */
export function taskActivity(services: RuntimeServices) {
  return async (call: TaskCall | CallbackCall): Promise<TaskAnswer | undefined> =>
    'taskId' in call ? runTask(services, call) : runCallback(services, call);
}

async function runTask(services: RuntimeServices, call: TaskCall): Promise<TaskAnswer> {
  const activity = Context.current();
  const { attempt } = activity.info;
  const startedAt = Date.now();
  const progress = new Progress(activity);
  const lease = new Lease(services.client, activity, progress);
  const context = taskContext(
    services,
    call,
    progress,
    AbortSignal.any([activity.cancellationSignal, lease.signal]),
  );
  try {
    const handler = findHandler(services.registry, call.run.dagId, activity.info.activityType);
    const args = await loadInputs(services, call);
    const value = await runWithContext(context, () => handler(args as never));
    context.signal.throwIfAborted();
    const key = { ...call.run, taskId: call.taskId, mapIndex: -1, tryNumber: context.tryNumber };
    const result = value === undefined ? undefined : await storeXCom(services.records, key, value);
    return { outcome: 'success', attempt, startedAt, ...(result === undefined ? {} : { result }) };
  } catch (error) {
    if (error instanceof TaskSkipped)
      return { outcome: 'skipped', reason: error.message, attempt, startedAt };
    // A handler that gives up because it was told to is cancelled, whatever it throws on the way out.
    if (activity.cancellationSignal.aborted) throw stopped(activity, attempt);
    throw await failTry(services, call, attempt, context.signal.aborted ? context.signal.reason : error);
  } finally {
    lease.stop();
    progress.stop();
  }
}

/** How a try ends that was told to stop: for good, or, where only this worker stops, to go on elsewhere at once. */
function stopped(activity: Context, attempt: number): Error {
  if (activity.cancellationDetails?.workerShutdown !== true) {
    return new CancelledFailure('the task was cancelled', [{ attempt }]);
  }
  return ApplicationFailure.create({
    type: 'WorkerStopped',
    message: 'the worker that ran this try was stopped',
    nextRetryDelay: '1s',
    details: [{ attempt }],
  });
}

async function failTry(
  services: RuntimeServices,
  call: TaskCall,
  attempt: number,
  error: unknown,
): Promise<Error> {
  const willRetry = attempt <= call.retry.retries;
  const tryNumber = call.triesBefore + attempt;
  const delay = willRetry
    ? retryDelaySeconds({ ...call.retry, ...call.run, taskId: call.taskId, tryNumber })
    : undefined;
  const failure = toApplicationFailure(error, attempt, services.maskSecrets, delay);
  const { dagId, runId } = call.run;
  services.log.warn('try failed', {
    dagId,
    runId,
    taskId: call.taskId,
    tryNumber,
    willRetry,
    reason: failure.message,
  });
  if (willRetry && failure.nonRetryable !== true) await tellOfRetry(services, call, failure.message);
  return failure;
}

async function tellOfRetry(services: RuntimeServices, call: TaskCall, reason: string): Promise<void> {
  const event = { kind: 'task_retry', taskId: call.taskId, reason } as const;
  for (const callback of call.onRetry ?? []) {
    try {
      await findHandler(
        services.registry,
        call.run.dagId,
        callback.handler,
      )({
        run: call.run,
        event,
        arguments: callback.arguments,
      } as never);
    } catch (error) {
      services.log.error('an on_retry callback failed', {
        dagId: call.run.dagId,
        taskId: call.taskId,
        error,
      });
    }
  }
}

async function runCallback(services: RuntimeServices, call: CallbackCall): Promise<undefined> {
  const { activityType, attempt } = Context.current().info;
  try {
    await findHandler(services.registry, call.run.dagId, activityType)(call as never);
  } catch (error) {
    throw toApplicationFailure(error, attempt, services.maskSecrets);
  }
}

function findHandler(registry: DagRegistry, dagId: string, name: string): (args: never) => Promise<unknown> {
  const handler: Handler | undefined = registry.get(dagId)?.handlers.get(name);
  if (handler === undefined) {
    throw new TaskFailedForGood(
      `HANDLER_NOT_FOUND: this worker knows no handler '${name}' of DAG '${dagId}'. Start a worker that reads this DAG's file, or rerun on the latest spec.`,
    );
  }
  return async (args) => handler(args);
}

async function loadInputs(services: RuntimeServices, call: TaskCall): Promise<Record<string, unknown>> {
  const loaded = Object.entries(call.inputs).map(
    async ([name, xcom]) => [name, await loadXCom(services.records, xcom)] as const,
  );
  return Object.fromEntries(await Promise.all(loaded));
}

function taskContext(
  services: RuntimeServices,
  call: TaskCall,
  progress: Progress,
  signal: AbortSignal,
): TaskContext {
  const { attempt } = Context.current().info;
  const { run, taskId } = call;
  const { workflowExecution } = Context.current().info;
  const tryNumber = call.triesBefore + attempt;
  return {
    ...run,
    workflowId: workflowExecution?.workflowId ?? '',
    taskId,
    mapIndex: -1,
    tryNumber,
    log: services.log.child({ dagId: run.dagId, runId: run.runId, taskId, tryNumber }),
    signal,
    heartbeat: (details) => progress.record(details),
    lastHeartbeat: <T>() => Context.current().info.heartbeatDetails as T | undefined,
  };
}
