/** A server that was found and can be started; what stays the same however often it is. */
export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** Additions to the process's environment. */
  readonly environment?: Readonly<Record<string, string>>;
}
