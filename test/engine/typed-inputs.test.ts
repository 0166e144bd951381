import { Dag } from '../../engine/dag.ts';

async function count(): Promise<number> {
  return 1;
}
async function name(): Promise<string> {
  return 'x';
}
async function show({ total }: { total: number; note?: string }): Promise<void> {
  void total;
}

/* The compiler is the tester: a line that must not compile and does makes `tsc` fail on its own directive. */
describe('the compiler checks every input', () => {
  it('refuses what the handler does not take', () => {
    const dag = new Dag('typed');
    const total = dag.task(count)();
    const label = dag.task(name)();
    dag.task('by_task', show)({ total });
    dag.task('by_literal', show)({ total: 3, note: 'three' });
    // @ts-expect-error a task that returns a string is no number
    dag.task('wrong_task', show)({ total: label });
    // @ts-expect-error a literal of the wrong type
    dag.task('wrong_literal', show)({ total: '3' });
    // @ts-expect-error a missing argument
    dag.task('missing', show)({});
    // @ts-expect-error an argument that the handler does not have
    dag.task('unknown', show)({ total, totl: 1 });
    // @ts-expect-error a handler without arguments takes none
    dag.task('none', count)({ total });
    // @ts-expect-error an option that does not exist
    dag.task('option', count, { retrys: 1 });
    // @ts-expect-error a DAG's option that does not exist
    void new Dag('option', { shedule: '@daily' });
    expect(() => dag.freeze()).toThrow('UNKNOWN_KEY');
  });

  it('refuses a handler whose argument is no object', () => {
    const factory = new Dag('positional').task(async function half(value: number) {
      return value / 2;
    });
    // @ts-expect-error named arguments only: there is no way to call it
    factory(4);
    expect(factory).toBeInstanceOf(Function);
  });
});
