import type { ServerCommand } from './servers/server-command.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A service that is used where it is, and why nothing is started for it. */
export interface Elsewhere {
  readonly address: string;
  readonly source: string;
}

export interface PlanContext {
  readonly home: string;
  /** The service's own folder, kept between starts. */
  readonly folder: string;
  readonly logFile: string;
  /** The user's environment, with what the services started before offer. */
  readonly environment: Environment;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** A server that was found, on the port it will get. */
export interface ServicePlan extends ServerCommand {
  readonly address: string;
  readonly version: string;
  readonly source: string;
  /** Address of a page for people. */
  readonly ui?: string;
  /** What it stands in for, where it is not the real thing. */
  readonly standsInFor?: string;
  readonly credentials?: Readonly<Record<string, string>>;
  /** The variables by which other programs find it. */
  readonly offers: Readonly<Record<string, string>>;
  /** Throws while the server is not ready. */
  answers(): Promise<unknown>;
  /** What must be there before anyone uses it (buckets, search attributes); harmless to repeat. */
  provision?(): Promise<void>;
}

/** One member of the embedded stack. */
export interface StackService {
  readonly name: string;
  readonly readySeconds: number;
  /** How long it may take to stop before it is killed. */
  readonly graceSeconds: number;
  /** Started once all services without `last` are ready. */
  readonly last?: boolean;
  /** Where the user has one already; undefined when it is to be started. */
  elsewhere(environment: Environment): Elsewhere | undefined;
  plan(context: PlanContext): Promise<ServicePlan>;
}

/** The variable's value as an address, when it is set. */
export function addressFrom(environment: Environment, variable: string): Elsewhere | undefined {
  const value = environment[variable];
  if (value === undefined || value === '') return undefined;
  return { address: withoutPassword(value), source: `${variable} in the environment` };
}

/** Hides the user and password of an address such as `mongodb://user:password@host`. */
export const withoutPassword = (address: string): string => address.replace(/\/\/[^/]*@/, '//***@');
