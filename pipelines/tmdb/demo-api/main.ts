import { Command, InvalidArgumentError, Option } from 'commander';
import { parseDemoDate } from './clock.ts';
import { FAULT_KINDS, parseFaultKinds } from './faults.ts';
import type { DemoApiOptions } from './options.ts';
import { startDemoApi } from './server.ts';

/** Makes a parser's Error an error of usage, which commander shows with the option's name. */
const usage =
  <T>(parse: (text: string) => T) =>
  (text: string): T => {
    try {
      return parse(text);
    } catch (error) {
      throw new InvalidArgumentError((error as Error).message);
    }
  };

const number = (least: number, most: number) =>
  usage((text) => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= least && value <= most)) {
      throw new Error(`allowed is a number from ${least} to ${most}`);
    }
    return value;
  });

const list = (text: string): string[] => text.split(',').map((word) => word.trim());

const program = new Command('demo-api')
  .description('A TMDB-v3-compatible server for demonstrations and tests, on 127.0.0.1.')
  .option('--data <folder>', 'movies, credits and reviews .jsonl.gz; without it vega-datasets is served')
  .option('--port <number>', 'port; 0 takes a free one', number(0, 65_535), 0)
  .option('--keys <list>', 'accepted v3 keys and v4 tokens, comma-separated', list)
  .option(
    '--rate <number>',
    'answer at most so many requests in any second, the others with 429',
    number(1, 1e6),
  )
  .option('--faults <share>', 'share of requests that fail, 0 to 1', number(0, 1))
  .option('--fault-kinds <list>', `which faults: ${FAULT_KINDS.join(', ')}`, usage(parseFaultKinds))
  .option('--seed <number>', 'seed of the faults', number(0, 2 ** 31))
  .option('--broken <paths>', 'paths that always answer 500, comma-separated', list)
  .option('--latency <ms>', 'pause before every answer', number(0, 600_000))
  .option('--date <date>', 'the day it shows: base, now, or ISO-8601', usage(parseDemoDate))
  .option('--base-date <date>', "the day on which the source's numbers hold", usage(parseDemoDate))
  .option('--multiply <number>', 'serve every movie so many times, as labelled copies', number(1, 1000))
  .option('--gone <ids>', 'movies whose details answer 404, comma-separated', list)
  .option('--malformed', 'put malformed and repeated items into the lists')
  .option('--request-log <file>', 'append a JSON line per request to this file')
  .addOption(
    new Option('--log-limit <number>', 'requests kept in memory').argParser(number(0, 1e7)).default(10_000),
  );

type Flags = Omit<DemoApiOptions, 'faults'> & {
  readonly faults?: number;
  readonly faultKinds?: ReturnType<typeof parseFaultKinds>;
  readonly seed?: number;
};

function optionsOf({ faults, faultKinds, seed, ...others }: Flags): DemoApiOptions {
  return {
    ...others,
    faults: {
      ...(faults === undefined ? {} : { share: faults }),
      ...(faultKinds === undefined ? {} : { kinds: faultKinds }),
      ...(seed === undefined ? {} : { seed }),
    },
  };
}

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const flags = program.parse().opts<Flags>();
  const api = await startDemoApi(optionsOf(flags));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void api.close().finally(() => process.exit(0));
    });
  }
  // Said last: whoever reads it may stop the process at once.
  say(`Demo TMDB API (not TMDB) on ${api.url}: ${api.stats().movies} movies from ${api.source.name}`);
  say(`Synthetic: ${api.source.synthetic.join('; ')}`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
});
