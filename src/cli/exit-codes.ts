/** How the command can end. The numbers are a contract; they only ever grow. */
export const EXIT = {
  ok: 0,
  failure: 1,
  findings: 2,
  different: 3,
  usage: 64,
  notYet: 75,
  interrupted: 130,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What each exit code means, for `--help` and the documentation. */
export const EXIT_MEANINGS: readonly { readonly code: ExitCode; readonly meaning: string }[] = [
  { code: EXIT.ok, meaning: 'fine, or nothing to do' },
  { code: EXIT.failure, meaning: 'internal error, I/O, or the app failed' },
  { code: EXIT.findings, meaning: 'findings that are errors, or a move that is not allowed' },
  { code: EXIT.different, meaning: 'out of date or different, also an edited live/' },
  { code: EXIT.usage, meaning: 'the command was called wrongly' },
  { code: EXIT.notYet, meaning: 'not yet: unsettled, a gate, another move at work' },
  { code: EXIT.interrupted, meaning: 'interrupted' },
];
