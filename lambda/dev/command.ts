/** What options a command takes, as `parseArgs` of Node has it. */
export type CommandOptions = Readonly<
  Record<string, { readonly type: 'string' | 'boolean'; readonly short?: string }>
>;

/** What a command gets to know of where it runs. */
export interface CommandContext {
  /** The folder of the package, with `dist` and `examples` in it. */
  readonly packageRoot: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** One command of `p2p-video-call`. */
export interface Command {
  readonly name: string;
  /** What it does, in one line of the overview. */
  readonly summary: string;
  readonly options: CommandOptions;
  /**
   * Runs it to its end.
   *
   * @param args what was typed after the name; `--help` among it shows the command's own help
   * @throws {CommandError} if it fails for a reason that the user can do something about
   */
  run(args: readonly string[], context: CommandContext): Promise<void>;
}
