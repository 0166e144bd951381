import { Ajv, type ErrorObject } from 'ajv';
import formats from 'ajv-formats';
import { DagDefinitionError, type Problem } from '../../engine/errors.ts';
import type { DagSpec, ParamSpec } from '../../engine/spec.ts';

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strict: false });
// A CommonJS package: as an ES module its default export sits one level deeper, in jest it does not.
(formats.default ?? formats)(ajv);

const sentence = (name: string, given: unknown, error: ErrorObject): string => {
  const allowed =
    error.params['allowedValues'] === undefined ? '' : ` (${JSON.stringify(error.params['allowedValues'])})`;
  return `param '${name}${error.instancePath}' is ${JSON.stringify(given)}: it ${error.message ?? 'is wrong'}${allowed}`;
};

/** What is wrong with a value of a param, as sentences. @throws Error when the schema itself is none */
function misfits(name: string, param: ParamSpec, value: unknown): string[] {
  const validate = ajv.compile(param.schema);
  return validate(value) ? [] : (validate.errors ?? []).map((error) => sentence(name, value, error));
}

/**
 * Checks that every schema is one and every default fits its own, so that a run without params cannot fail on them.
 * @throws DagDefinitionError with every problem: they are the DAG file's
 */
export function checkParamDefaults({ dagId, params }: DagSpec): void {
  const problems = Object.entries(params).flatMap(([name, param]): Problem[] => {
    const problem = { code: 'BAD_VALUE', dagId } as const;
    try {
      const value = param.default;
      return misfits(name, param, value === undefined ? null : value)
        .filter(() => value !== undefined)
        .map((cause) => ({
          ...problem,
          cause: `by default, ${cause}.`,
          cure: 'Correct the default or the schema; without a default every run has to give a value.',
        }));
    } catch (error) {
      const cause = `the schema of param '${name}' cannot be used: ${(error as Error).message}.`;
      return [{ ...problem, cause, cure: 'Correct it: params are JSON Schema, draft 7.' }];
    }
  });
  if (problems.length > 0) throw new DagDefinitionError(problems);
}

/**
 * A DAG's params: its defaults overridden by a run's own.
 * @returns the values, and every problem: an unknown name, a value outside its schema, a missing one without default
 */
export function resolveParams(
  spec: DagSpec,
  given: Readonly<Record<string, unknown>> = {},
): { params: Record<string, unknown>; problems: string[] } {
  const declared = spec.params;
  const names = Object.keys(declared);
  const problems = Object.keys(given)
    .filter((name) => !Object.hasOwn(declared, name))
    .map((name) => `unknown param '${name}', allowed are ${names.length === 0 ? 'none' : names.join(', ')}`);
  const params: Record<string, unknown> = {};
  for (const [name, param] of Object.entries(declared)) {
    const value = Object.hasOwn(given, name) ? given[name] : param.default;
    if (value === undefined) {
      problems.push(`param '${name}' has no default and was not given`);
      continue;
    }
    const wrong = misfits(name, param, value);
    if (wrong.length === 0) params[name] = value;
    else problems.push(...wrong);
  }
  return { params, problems };
}
