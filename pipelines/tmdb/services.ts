import { demoArguments, demoEnvironment, isDemoWanted } from './demo-api/launch.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The demo TMDB API among the embedded services: started unless a real TMDB is named in the environment. */
const demoApi = {
  name: 'demo-api',
  isWanted: (environment: Environment): boolean => isDemoWanted(environment),
  /** `folder` is the service's own under `$TRADEWIND_HOME`; `port` a free one. */
  command: (options: {
    readonly port: number;
    readonly folder: string;
    readonly environment: Environment;
  }) => ({
    command: process.execPath,
    args: demoArguments(options),
  }),
  /** Answers 200 once the data is read. */
  readyUrl: (port: number): string => `http://127.0.0.1:${port}/_control/stats`,
  environment: (port: number): Record<string, string> => demoEnvironment(port),
};

/** What `tradewind up` starts for this pipeline beside its own servers. */
export const services = [demoApi];
