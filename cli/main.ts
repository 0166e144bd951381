import { Command, CommanderError } from 'commander';
import { CommandFailed } from './command-error.ts';
import { tell } from './output.ts';

type Register = (program: Command) => void;

/** One file per command; each imports its own machinery only when it runs, so that `--help` is quick. */
async function registrations(): Promise<Register[]> {
  const [up, down, status, doctor, worker, dags, tasks, datasets, version] = await Promise.all([
    import('./commands/up.ts'),
    import('./commands/down.ts'),
    import('./commands/status.ts'),
    import('./commands/doctor.ts'),
    import('./commands/worker.ts'),
    import('./commands/dags/index.ts'),
    import('./commands/tasks/index.ts'),
    import('./commands/datasets/index.ts'),
    import('./commands/version.ts'),
  ]);
  return [
    up.upCommand,
    down.downCommand,
    status.statusCommand,
    doctor.doctorCommand,
    worker.workerCommand,
    dags.dagsCommand,
    tasks.tasksCommand,
    datasets.datasetsCommand,
    version.versionCommand,
  ];
}

/** @returns the whole command line, which throws instead of ending the process */
export async function buildProgram(): Promise<Command> {
  const program = new Command('tradewind')
    .description("Airflow's DAGs in TypeScript, run by Temporal workflows.")
    .addHelpText('after', '\nExample:\n  tradewind up --detach && tradewind status')
    .showHelpAfterError()
    .configureHelp({ showGlobalOptions: true });
  for (const register of await registrations()) register(program);
  throwOnExit(program);
  return program;
}

/** Commander hands its settings down only to commands made after they were set. */
function throwOnExit(command: Command): void {
  command.exitOverride();
  command.commands.forEach(throwOnExit);
}

/** Runs one command line. Exit codes: 0 done, 1 the operation failed, 2 wrong usage. */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    const program = await buildProgram();
    await program.parseAsync([...argv]);
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 || isHelp(error) ? 0 : 2;
  if (error instanceof CommandFailed) {
    if (error.message !== '') tell(error.message);
    return error.exitCode;
  }
  tell(error instanceof Error ? error.message : String(error));
  if (process.env['LOG_LEVEL'] === 'debug' && error instanceof Error) tell(error.stack ?? '');
  return 1;
}

const isHelp = (error: CommanderError): boolean => error.code === 'commander.helpDisplayed';
