/** What `.status.phase` of a Canary says. Not a phase of a release plan. */
export type ControllerPhase =
  | 'Initializing'
  | 'Initialized'
  | 'Waiting'
  | 'Progressing'
  | 'WaitingPromotion'
  | 'Promoting'
  | 'Finalising'
  | 'Succeeded'
  | 'Failed';

/** The phases of a run that is being analysed. */
export function isAnalysing(phase: ControllerPhase): boolean {
  return phase === 'Progressing' || phase === 'WaitingPromotion';
}

/** The phases in which the new version is being copied to the primary. */
export function isPromoting(phase: ControllerPhase): boolean {
  return phase === 'Promoting' || phase === 'Finalising';
}
