/**
 * What a DAG file imports: `import { Dag, getContext } from 'tradewind'`. Importing it starts nothing and reads nothing.
 */
export { getContext } from './activities/runtime/context.ts';
export type { TaskContext } from './activities/runtime/context.ts';
export { TaskFailedForGood, TaskSkipped } from './activities/runtime/task-errors.ts';
export type {
  CallbackHandler,
  CallbackOptions,
  DagOptions,
  DeadlineOption,
  Handler,
  ParamOption,
  TaskDefaults,
  TaskFactory,
  TaskOptions,
} from './engine/authoring-types.ts';
export { Dag } from './engine/dag.ts';
export { DagDefinitionError } from './engine/errors.ts';
export type { RunType } from './engine/run-id.ts';
export type { CallbackCall, CallbackEvent } from './engine/task-messages.ts';
export type { TaskRef } from './engine/task-ref.ts';
export type { TriggerRule } from './engine/trigger-rule-names.ts';
export { chain, crossDownstream } from './engine/wiring.ts';
export type { DagEnvironment } from './workers/dag-folder.ts';
