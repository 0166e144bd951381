import type { DagOptions } from './authoring-types.ts';
import type { HandlerTable } from './handler-table.ts';
import { LIMITS } from './limits.ts';
import { readParams } from './params-option.ts';
import { show, type Problems } from './problems.ts';
import { RUN_TYPES } from './run-id.ts';
import { readSchedule } from './schedule-option.ts';
import type { DagSpec, DeadlineReference, DeadlineSpec } from './spec.ts';

export const DAG_KEYS = [
  'description',
  'doc',
  'tags',
  'schedule',
  'timezone',
  'params',
  'maxActiveRuns',
  'locks',
  'dagrunTimeout',
  'deadlines',
  'defaultArgs',
  'onSuccess',
  'onFailure',
] as const satisfies readonly (keyof DagOptions)[];

const DEADLINE_KEYS = ['name', 'reference', 'interval', 'level', 'runTypes', 'callback'];
const LEVELS = ['warning', 'alert'] as const;

type Options = Readonly<Record<string, unknown>>;

/** Resolves a DAG's own options: its spec without identity and tasks. */
export function readDagOptions(
  problems: Problems,
  handlers: HandlerTable,
  options: Options,
): Omit<DagSpec, 'specVersion' | 'dagId' | 'tasks'> {
  const description = problems.text('description', options['description']);
  const doc = problems.text('doc', options['doc']);
  const schedule = readSchedule(problems, options['schedule'], options['timezone']);
  const dagrunTimeoutSeconds = problems.seconds('dagrunTimeout', options['dagrunTimeout'], 1);
  const onSuccess = handlers.callbacks(problems, 'onSuccess', options['onSuccess']);
  const onFailure = handlers.callbacks(problems, 'onFailure', options['onFailure']);
  const callbacks = {
    ...(onSuccess.length === 0 ? {} : { onSuccess }),
    ...(onFailure.length === 0 ? {} : { onFailure }),
  };
  return {
    ...(description === undefined ? {} : { description }),
    ...(doc === undefined ? {} : { doc }),
    tags: problems.names('tags', options['tags']),
    ...(schedule === undefined ? {} : { schedule }),
    params: readParams(problems, options['params']),
    ...(options['maxActiveRuns'] === undefined
      ? {}
      : {
          maxActiveRuns: problems.wholeNumber(
            'maxActiveRuns',
            options['maxActiveRuns'],
            1,
            1,
            LIMITS.maxActiveRuns,
          ),
        }),
    locks: problems.names('locks', options['locks']),
    ...(dagrunTimeoutSeconds === undefined ? {} : { dagrunTimeoutSeconds }),
    deadlines: readDeadlines(problems, handlers, options['deadlines']),
    ...(Object.keys(callbacks).length === 0 ? {} : { callbacks }),
  };
}

function readDeadlines(problems: Problems, handlers: HandlerTable, given: unknown): DeadlineSpec[] {
  if (given === undefined) return [];
  if (!Array.isArray(given)) {
    problems.add('BAD_VALUE', `deadlines is ${show(given)}.`, 'Give a list of deadlines.');
    return [];
  }
  const deadlines = given.flatMap((item: unknown) => readDeadline(problems, handlers, item) ?? []);
  problems.names(
    'the names of deadlines',
    deadlines.map(({ name }) => name),
  );
  return deadlines;
}

function readDeadline(problems: Problems, handlers: HandlerTable, item: unknown): DeadlineSpec | undefined {
  if (!problems.checkKeys('a deadline', item, DEADLINE_KEYS)) return undefined;
  const what = `deadline ${show(item['name'])}`;
  if (item['name'] === undefined) problems.add('BAD_VALUE', 'a deadline has no name.', 'Give it one.');
  if (item['interval'] === undefined) {
    problems.add('BAD_DURATION', `${what} has no interval.`, 'Give the seconds after its reference.');
  }
  const [callback] = handlers.callbacks(problems, `the callback of ${what}`, item['callback'] ?? null);
  const runTypes = problems
    .names(`runTypes of ${what}`, item['runTypes'])
    .map((type) => problems.oneOf(`a run type of ${what}`, type, RUN_TYPES, 'manual'));
  if (callback === undefined) return undefined;
  return {
    name: problems.text('the name of a deadline', item['name']) ?? '',
    reference: readReference(problems, what, item['reference']),
    afterSeconds: problems.seconds(`the interval of ${what}`, item['interval']) ?? 0,
    level: problems.oneOf(`the level of ${what}`, item['level'], LEVELS, 'alert'),
    ...(item['runTypes'] === undefined ? {} : { runTypes }),
    callback,
  };
}

/** With a zone: a moment without one would mean another in every place. */
const MOMENT = /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/;

function readReference(problems: Problems, what: string, given: unknown): DeadlineReference {
  if (given === undefined) return 'logical_date';
  if (given === 'logical_date' || given === 'queued_at') return given;
  const fixed = typeof given === 'object' && given !== null && 'fixed' in given ? given.fixed : undefined;
  if (typeof fixed === 'string' && MOMENT.test(fixed) && !Number.isNaN(Date.parse(fixed))) return { fixed };
  problems.add(
    'BAD_VALUE',
    `the reference of ${what} is ${show(given)}.`,
    `Give 'logical_date', 'queued_at', or { fixed: '2026-01-01T00:00:00Z' }.`,
  );
  return 'logical_date';
}
