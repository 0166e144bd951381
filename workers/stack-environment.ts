import { existsSync, readFileSync } from 'node:fs';
import { stackStateFile, tradewindHome } from './home.ts';

type Environment = Readonly<Record<string, string | undefined>>;

interface StackState {
  readonly services: Readonly<Record<string, { readonly environment?: Readonly<Record<string, string>> }>>;
}

/**
 * The environment completed by what a running embedded stack offers. What is set explicitly wins, so a service
 * whose variable is set is used where it is.
 */
export function withStackEnvironment(environment: Environment = process.env): Environment {
  const file = stackStateFile(tradewindHome(environment));
  if (!existsSync(file)) return environment;
  const state = JSON.parse(readFileSync(file, 'utf8')) as StackState;
  const offered = Object.assign(
    {},
    ...Object.values(state.services).map((service) => service.environment ?? {}),
  ) as Environment;
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  return { ...offered, ...set };
}
