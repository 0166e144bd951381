import { Dag, getContext } from '../../index.ts';

async function greet(): Promise<string> {
  const { params } = getContext();
  const { name, language, times } = params as { name: string; language: 'en' | 'de'; times: number };
  const greeting = language === 'de' ? 'Hallo' : 'Hello';
  return Array.from({ length: times }, () => `${greeting} ${name}`).join(', ');
}

/**
 * Params are JSON schemas with a default. A run overrides them (`tradewind dags trigger example_params --conf
 * '{"language": "de"}'`), and a value that does not fit fails it at once, before any task.
 */
export const dag = new Dag('example_params', {
  tags: ['example'],
  params: {
    name: { type: 'string', minLength: 1, maxLength: 50, default: 'world' },
    language: { enum: ['en', 'de'], default: 'en' },
    times: { type: 'integer', minimum: 1, maximum: 5, default: 1, description: 'how often to greet' },
  },
});

dag.task(greet)();
