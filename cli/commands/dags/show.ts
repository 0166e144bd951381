import { Option, type Command } from 'commander';

const FORMATS = ['ascii', 'mermaid', 'json', 'svg'] as const;
type Format = (typeof FORMATS)[number];

/** `tradewind dags show`: the graph of a DAG, from its file alone. */
export function showCommand(dags: Command): void {
  dags
    .command('show')
    .description('show the graph of a DAG')
    .argument('<dag>', 'the dag id')
    .addOption(new Option('--format <format>', 'how to draw it').choices(FORMATS).default('ascii'))
    .addHelpText('after', '\nExample:\n  tradewind dags show my_dag --format svg > my_dag.svg\n')
    .action(async (dagId: string, { format }: { format: Format }) => {
      const { readDag } = await import('../../dag-catalog.ts');
      const { print } = await import('../../output.ts');
      const { spec } = await readDag(dagId);
      if (format === 'json') return print(JSON.stringify(spec, null, 2));
      if (format === 'mermaid') return print((await import('../../../engine/mermaid.ts')).mermaidOf(spec));
      if (format === 'svg') return print((await import('../../draw/svg.ts')).svgOf(spec));
      return print((await import('../../draw/ascii.ts')).asciiOf(spec));
    });
}
