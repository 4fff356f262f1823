/** What the command asks of the app it runs, through the environment. */
export interface Settings {
  /** `write` publishes, `check` compares with what is there, `plan` only compiles. */
  readonly mode: 'write' | 'check' | 'plan';
  /** File that the result goes to; without it people are told on stderr. */
  readonly report?: string | undefined;
  /** Directory of what is live, over the app's own. */
  readonly live?: string | undefined;
}

/** Names of the variables. The app runs as a process of its own, whatever started it. */
export const VARIABLES = {
  mode: 'CDK8S_CANARY_MODE',
  report: 'CDK8S_CANARY_REPORT',
  live: 'CDK8S_CANARY_LIVE',
} as const;

/** Read the settings off the environment of the app's process. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const mode = environment[VARIABLES.mode];
  return {
    mode: mode === 'check' || mode === 'plan' ? mode : 'write',
    report: environment[VARIABLES.report],
    live: environment[VARIABLES.live],
  };
}
