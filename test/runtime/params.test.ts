import { checkParamDefaults, resolveParams } from '../../activities/runtime/params.ts';
import type { DagOptions } from '../../engine/authoring-types.ts';
import { Dag } from '../../engine/dag.ts';

type Params = NonNullable<DagOptions['params']>;

function specWith(params: Params) {
  const dag = new Dag('shop', { params });
  dag.task(async function sell() {})();
  return dag.freeze().spec;
}

describe('the params of a run', () => {
  const spec = specWith({
    pages: { type: 'integer', minimum: 1, maximum: 5, default: 2 },
    colour: { enum: ['red', 'blue'], default: 'red' },
    since: { type: 'string', format: 'date', default: '2026-01-01' },
    sizes: { type: 'array', items: { type: 'integer' }, default: [] },
    label: 'plain',
    nothing: null,
  });
  const defaults = {
    pages: 2,
    colour: 'red',
    since: '2026-01-01',
    sizes: [],
    label: 'plain',
    nothing: null,
  };

  test.each([
    ['nothing', {}, {}],
    ['one', { pages: 5 }, { pages: 5 }],
    ['a list', { sizes: [1, 2] }, { sizes: [1, 2] }],
    ['anything for a param without a schema', { label: { deep: true } }, { label: { deep: true } }],
    ['null, which is a value', { nothing: null }, {}],
  ])('given %s, the rest are the defaults', (_, given, changed) => {
    expect(resolveParams(spec, given)).toEqual({ params: { ...defaults, ...changed }, problems: [] });
  });

  test.each([
    ['above its range', { pages: 6 }, "param 'pages' is 6: it must be <= 5"],
    ['below its range', { pages: 0 }, "param 'pages' is 0: it must be >= 1"],
    ['of another type', { pages: '3' }, 'param \'pages\' is "3": it must be integer'],
    [
      'not among the allowed',
      { colour: 'pink' },
      'must be equal to one of the allowed values (["red","blue"])',
    ],
    ['no date', { since: 'today' }, 'param \'since\' is "today": it must match format "date"'],
    ['wrong inside a list', { sizes: [1, 'x'] }, 'param \'sizes/1\' is [1,"x"]: it must be integer'],
    ['unknown', { page: 3 }, "unknown param 'page', allowed are pages, colour, since, sizes, label, nothing"],
    ["a name of JavaScript's own", { toString: 1 }, "unknown param 'toString'"],
  ])('a value that is %s is a problem that says what is allowed', (_, given, problem) => {
    expect(resolveParams(spec, given).problems).toEqual([expect.stringContaining(problem)]);
  });

  test('all problems are told at once', () => {
    expect(resolveParams(spec, { pages: 0, colour: 'pink', size: 1 }).problems).toHaveLength(3);
  });

  test('one without a default must be given', () => {
    const required = specWith({ region: { type: 'string' } });
    expect(resolveParams(required).problems).toEqual(["param 'region' has no default and was not given"]);
    expect(resolveParams(required, { region: 'EU' })).toEqual({ params: { region: 'EU' }, problems: [] });
  });
});

describe('the params of a DAG file', () => {
  test.each<[string, Params]>([
    ['no params', {}],
    ['a default within its schema', { pages: { type: 'integer', minimum: 1, default: 1 } }],
    ['a schema without a default', { pages: { type: 'integer' } }],
    ['a default without a schema', { pages: 5 }],
    ['null where null is allowed', { until: { type: ['string', 'null'], default: null } }],
  ])('%s may be', (_, params) => {
    expect(() => checkParamDefaults(specWith(params))).not.toThrow();
  });

  test.each<[string, Params, string]>([
    [
      'a default outside its schema',
      { pages: { type: 'integer', maximum: 5, default: 6 } },
      "BAD_VALUE: DAG 'shop': by default, param 'pages' is 6: it must be <= 5. Correct the default or the schema; without a default every run has to give a value.",
    ],
    [
      'null where it is not allowed',
      { until: { type: 'string', default: null } },
      "by default, param 'until' is null: it must be string.",
    ],
    [
      'a type that does not exist',
      { pages: { type: 'int', default: 6 } },
      "BAD_VALUE: DAG 'shop': the schema of param 'pages' cannot be used: schema is invalid",
    ],
    [
      'a pattern that is none',
      { code: { type: 'string', pattern: '(' } },
      "the schema of param 'code' cannot be used:",
    ],
  ])('%s is refused, with dag, param, cause and cure', (_, params, message) => {
    expect(() => checkParamDefaults(specWith(params))).toThrow(message);
  });

  test('every wrong default is named', () => {
    const spec = specWith({ a: { type: 'string', default: 1 }, b: { type: 'string', default: 2 } });
    expect(() => checkParamDefaults(spec)).toThrow(/param 'a'.*\n.*param 'b'/);
  });
});
