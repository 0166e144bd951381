import { parseArgs } from 'node:util';
import { print, tell } from '../../cli/output.ts';
import { openRecords } from '../../cli/records.ts';
import { endLine } from '../../cli/run-screen.ts';
import { withTemporal } from '../../cli/temporal.ts';
import { livingStack } from '../../stack/state-file.ts';
import { stopStack } from '../../stack/stop-stack.ts';
import { up } from '../../stack/up.ts';
import { tradewindHome } from '../../workers/home.ts';
import { quickstartParams } from './quickstart-params.ts';
import { placesOf } from './quickstart-places.ts';
import { metricsOf, runPipeline } from './quickstart-run.ts';
import { summaryOf } from './quickstart-summary.ts';

const USAGE = `Usage: scripts/quickstart [--keep]

Starts the embedded stack, runs tmdb_batch_pipeline once on it, prints a summary and stops the stack.
Without TMDB_API_KEY the movies come from a local demo API.

  --keep      leave the stack up and print its addresses
  --help      print this`;

/** @returns the exit code: 0 only if the run succeeded */
export async function quickstart(args: readonly string[]): Promise<number> {
  let keep: boolean;
  try {
    const options = {
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    } as const;
    const { values } = parseArgs({ args: [...args], options });
    if (values.help) {
      print(USAGE);
      return 0;
    }
    ({ keep } = values);
  } catch (error) {
    tell(`${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
  const home = tradewindHome();
  const params = quickstartParams(process.env);
  const isOurs = livingStack(home) === undefined;
  const stopping = stopOnSignals();
  try {
    await up({ detach: true });
    stopping.throwIfAborted();
    return await runAndTell({ home, params, signal: stopping, staysUp: keep || !isOurs });
  } catch (error) {
    tell(stopping.aborted ? 'stopped' : (error as Error).message);
    if (!stopping.aborted && process.env['LOG_LEVEL'] === 'debug') tell((error as Error).stack ?? '');
    return stopping.aborted ? 130 : 1;
  } finally {
    if (isOurs && (!keep || stopping.aborted)) {
      tell('stopping the stack');
      await stopStack(home);
    }
  }
}

async function runAndTell(options: {
  readonly home: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
  readonly staysUp: boolean;
}): Promise<number> {
  const { home, params, signal, staysUp } = options;
  const records = await openRecords();
  const run = await withTemporal((client) => runPipeline({ client, records, params, signal }));
  const succeeded = run.state === 'success' && records !== undefined;
  print(`\n${endLine(run)}`);
  if (succeeded) print(summaryOf(await metricsOf(records, run.runId)));
  else tell(`The run failed: ${run.reason ?? 'no reason recorded'}`);
  print(`\n${placesOf(home, run.workflowId, staysUp ? livingStack(home) : undefined)}`);
  return succeeded ? 0 : 1;
}

/** The first signal asks for an orderly stop; further ones change nothing. */
function stopOnSignals(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => controller.abort(new Error(`stopped by ${signal}`)));
  }
  return controller.signal;
}
