import { checkId } from './ids.ts';
import type { JsonObject } from './json.ts';
import { jsonFault } from './json-fault.ts';
import { show, type Problems } from './problems.ts';
import type { ParamSpec } from './spec.ts';

/** Keywords of JSON Schema that a param may use: those Airflow's forms know, and the combining ones. */
const SCHEMA_KEYS = [
  'type',
  'enum',
  'const',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'pattern',
  'format',
  'items',
  'minItems',
  'maxItems',
  'uniqueItems',
  'properties',
  'required',
  'additionalProperties',
  'anyOf',
  'oneOf',
  'allOf',
  'not',
  'title',
  'examples',
] as const;
const KEYS = ['default', 'description', ...SCHEMA_KEYS];

/** Reads `params`. Whether a default fits its schema is checked where a JSON-schema library may be loaded. */
export function readParams(problems: Problems, params: unknown): Record<string, ParamSpec> {
  if (params === undefined) return {};
  if (typeof params !== 'object' || params === null || Array.isArray(params)) {
    problems.add(
      'BAD_VALUE',
      `params is ${show(params)}.`,
      `Give an object, e.g. { pages: { default: 5, type: 'integer' } }.`,
    );
    return {};
  }
  return Object.fromEntries(
    Object.entries(params).map(([name, option]) => {
      checkId(problems, 'param name', name);
      return [name, readParam(problems, name, option)];
    }),
  );
}

function readParam(problems: Problems, name: string, option: unknown): ParamSpec {
  const fault = jsonFault(option);
  if (fault !== undefined) {
    problems.add(
      'BAD_VALUE',
      `param '${name}'${fault}.`,
      'Give a JSON value, or a JSON schema with a default.',
    );
    return { schema: {} };
  }
  if (typeof option !== 'object' || option === null || Array.isArray(option)) {
    return { default: option as NonNullable<ParamSpec['default']>, schema: {} };
  }
  problems.checkKeys(`param '${name}'`, option, KEYS);
  const { description: text, default: value, ...schema } = option as Record<string, unknown>;
  const description = problems.text(`the description of param '${name}'`, text);
  return {
    schema: schema as JsonObject,
    ...(value === undefined ? {} : { default: value as NonNullable<ParamSpec['default']> }),
    ...(description === undefined ? {} : { description }),
  };
}
