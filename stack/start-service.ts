import { access, rename } from 'node:fs/promises';
import { reasonOf, StackError } from './stack-error.ts';
import type { Environment, PlanContext, ServicePlan, StackService } from './stack-service.ts';
import type { ServiceState } from './state-file.ts';
import { endProcess, launch, type LaunchedProcess } from './processes/launched-process.ts';
import { waitUntilReady } from './processes/wait-until.ts';

/** Another program can take a port between its choice and its use. */
const TRIES = 3;
const PORT_TAKEN = /address already in use|EADDRINUSE|bind: |BindException/i;

export interface StartedService {
  readonly service: StackService;
  readonly launched: LaunchedProcess;
  readonly state: ServiceState;
}

/**
 * Starts one service and waits until it is ready. When another program was quicker to its port, another is taken.
 * @param recorded is told of the process as soon as there is one, so that it can be ended whatever happens
 * @throws StackError; no process of this service is left then
 */
export async function startService(
  service: StackService,
  context: PlanContext,
  recorded: (started: StartedService) => void,
): Promise<StartedService> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnce(service, context, recorded);
    } catch (error) {
      const again = attempt < TRIES && PORT_TAKEN.test(reasonOf(error)) && !context.signal.aborted;
      if (!again) throw error;
      context.say(`${service.name}: its port was taken meanwhile, trying another`);
    }
  }
}

async function startOnce(
  service: StackService,
  context: PlanContext,
  recorded: (started: StartedService) => void,
): Promise<StartedService> {
  const plan = await service.plan(context);
  context.signal.throwIfAborted();
  await keepOldLog(context.logFile);
  const launched = await launch({
    name: service.name,
    command: plan.command,
    args: plan.args,
    environment: { ...defined(context.environment), ...plan.environment },
    logFile: context.logFile,
  });
  const starting = describe(plan, launched, context.logFile);
  recorded({ service, launched, state: starting });
  try {
    await waitUntilReady(launched, () => plan.answers(), {
      name: service.name,
      logFile: context.logFile,
      seconds: service.readySeconds,
      signal: context.signal,
    });
    await provision(service, plan);
  } catch (error) {
    await endProcess(launched.identity, service.graceSeconds);
    throw error;
  }
  const started: StartedService = {
    service,
    launched,
    state: { ...starting, state: 'running', environment: plan.offers },
  };
  recorded(started);
  return started;
}

async function provision(service: StackService, plan: ServicePlan): Promise<void> {
  try {
    await plan.provision?.();
  } catch (error) {
    throw new StackError(
      'service_failed',
      `${service.name} runs but could not be prepared: ${reasonOf(error)}`,
      {
        cause: error,
      },
    );
  }
}

function describe(plan: ServicePlan, launched: LaunchedProcess, logFile: string): ServiceState {
  return {
    pid: launched.identity.pid,
    startTime: launched.identity.startTime,
    state: 'starting',
    address: plan.address,
    version: plan.version,
    source: plan.source,
    logFile,
    ...(plan.ui === undefined ? {} : { ui: plan.ui }),
    ...(plan.standsInFor === undefined ? {} : { standsInFor: plan.standsInFor }),
    ...(plan.credentials === undefined ? {} : { credentials: plan.credentials }),
    environment: {},
  };
}

/** The log of the start before this one stays beside it. */
async function keepOldLog(logFile: string): Promise<void> {
  const there = await access(logFile).then(
    () => true,
    () => false,
  );
  if (there) await rename(logFile, `${logFile}.1`);
}

const defined = (environment: Environment): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
