import type { TaskDefaults, TaskOptions } from './authoring-types.ts';
import type { HandlerTable } from './handler-table.ts';
import { LIMITS } from './limits.ts';
import { show, type Problems } from './problems.ts';
import type { TaskCallbacks, TaskSpec } from './spec.ts';
import { TRIGGER_RULES } from './trigger-rule-names.ts';

export const DEFAULTS_KEYS = [
  'retries',
  'retryDelay',
  'retryExponentialBackoff',
  'maxRetryDelay',
  'executionTimeout',
  'heartbeatTimeout',
  'triggerRule',
  'queue',
  'onExecute',
  'onSuccess',
  'onFailure',
  'onRetry',
  'onSkipped',
] as const satisfies readonly (keyof TaskDefaults)[];

export const TASK_KEYS = [
  ...DEFAULTS_KEYS,
  'taskId',
  'handler',
  'doc',
] as const satisfies readonly (keyof TaskOptions)[];

/** What a task's options decide: its spec without identity and edges. */
export type TaskSettings = Omit<TaskSpec, 'taskId' | 'handler' | 'upstream' | 'inputs'>;

/** Resolves a task's options, the DAG's defaults already merged in; every bad one is noted and its default taken. */
export function readTaskOptions(
  problems: Problems,
  handlers: HandlerTable,
  options: Readonly<Record<string, unknown>>,
): TaskSettings {
  const queue = problems.text('queue', options['queue']);
  const doc = problems.text('doc', options['doc']);
  const maxRetryDelaySeconds = problems.seconds('maxRetryDelay', options['maxRetryDelay']);
  return {
    triggerRule: problems.oneOf('triggerRule', options['triggerRule'], TRIGGER_RULES, 'all_success'),
    retries: problems.wholeNumber('retries', options['retries'], 0, 0, LIMITS.retries),
    retryDelaySeconds:
      problems.seconds('retryDelay', options['retryDelay']) ?? LIMITS.defaultRetryDelaySeconds,
    retryExponentialBackoff: readBackoff(problems, options['retryExponentialBackoff']),
    ...(maxRetryDelaySeconds === undefined ? {} : { maxRetryDelaySeconds }),
    executionTimeoutSeconds:
      problems.seconds('executionTimeout', options['executionTimeout'], 0.001) ??
      LIMITS.defaultExecutionTimeoutSeconds,
    heartbeatTimeoutSeconds:
      problems.seconds('heartbeatTimeout', options['heartbeatTimeout'], 1) ??
      LIMITS.defaultHeartbeatTimeoutSeconds,
    ...(queue === undefined ? {} : { queue }),
    ...callbacksOf(problems, handlers, options),
    ...(doc === undefined ? {} : { doc }),
  };
}

const MOST_BACKOFF = 100;

/** Airflow's `True` doubles. */
function readBackoff(problems: Problems, value: unknown): number {
  if (value === undefined || value === false) return 0;
  if (value === true) return 2;
  if (typeof value === 'number' && value >= 0 && value <= MOST_BACKOFF) return value;
  problems.add(
    'BAD_VALUE',
    `retryExponentialBackoff is ${show(value)}.`,
    `Give true (doubling), false, or a factor from 0 to ${MOST_BACKOFF}.`,
  );
  return 0;
}

const EVENTS = ['onExecute', 'onSuccess', 'onFailure', 'onRetry', 'onSkipped'] as const;

function callbacksOf(
  problems: Problems,
  handlers: HandlerTable,
  options: Readonly<Record<string, unknown>>,
): { callbacks?: TaskCallbacks } {
  const given = EVENTS.flatMap((event) => {
    const list = handlers.callbacks(problems, event, options[event]);
    return list.length === 0 ? [] : [[event, list] as const];
  });
  return given.length === 0 ? {} : { callbacks: Object.fromEntries(given) };
}
