import { Ajv, type ErrorObject } from 'ajv';
import formats from 'ajv-formats';
import type { DagSpec } from '../../engine/spec.ts';

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strict: false });
// A CommonJS package: as an ES module its default export sits one level deeper, in jest it does not.
(formats.default ?? formats)(ajv);

const sentence = (name: string, given: unknown, error: ErrorObject): string => {
  const allowed =
    error.params['allowedValues'] === undefined ? '' : ` (${JSON.stringify(error.params['allowedValues'])})`;
  return `param '${name}${error.instancePath}' is ${JSON.stringify(given)}: it ${error.message ?? 'is wrong'}${allowed}`;
};

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
    .filter((name) => !(name in declared))
    .map((name) => `unknown param '${name}', allowed are ${names.length === 0 ? 'none' : names.join(', ')}`);
  const params: Record<string, unknown> = {};
  for (const [name, param] of Object.entries(declared)) {
    const value = name in given ? given[name] : param.default;
    if (value === undefined) {
      problems.push(`param '${name}' has no default and was not given`);
      continue;
    }
    const validate = ajv.compile(param.schema);
    if (validate(value)) params[name] = value;
    else problems.push(...(validate.errors ?? []).map((error) => sentence(name, value, error)));
  }
  return { params, problems };
}
