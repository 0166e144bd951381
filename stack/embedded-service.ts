type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A service that a pipeline brings along, exported as `services: EmbeddedService[]` from
 * `pipelines/<name>/services.ts`; `tradewind up` starts it beside the stack's own servers.
 */
export interface EmbeddedService {
  readonly name: string;
  /** False when the environment names the real thing, so that nothing is started. */
  isWanted(environment: Environment): boolean;
  /** What to start; it must listen on 127.0.0.1 at this port. `folder` is the service's own, kept between starts. */
  command(options: { readonly port: number; readonly folder: string; readonly environment: Environment }): {
    readonly command: string;
    readonly args: readonly string[];
  };
  /** An address that answers 2xx once the service is ready. */
  readyUrl(port: number): string;
  /** The variables by which other programs find it. */
  environment(port: number): Readonly<Record<string, string>>;
}
