import type { ControllerPhase } from './controller-phase';

/** `.status` of a Canary. */
export interface CanaryStatus {
  readonly phase: ControllerPhase;
  /** Percent, for display: the weights in use are read from the routes. */
  readonly canaryWeight: number;
  readonly failedChecks: number;
  readonly iterations: number;
  /** Hash of the pod template of the run; empty before the first one. */
  readonly lastAppliedSpec: string;
  /** Hash of the pod template that was promoted last; empty before the first one. */
  readonly lastPromotedSpec: string;
  /** Checksum of each ConfigMap and Secret that the target uses, by `configmap/name`. */
  readonly trackedConfigs: Readonly<Record<string, string>> | undefined;
  readonly cookies: AffinityCookies;
  readonly promoted: PromotedCondition;
}

/** `name=value` of the cookies that hold users to a version; empty where there is none. */
export interface AffinityCookies {
  /** `sessionAffinityCookie`: of the run. */
  readonly canary: string;
  /** `previousSessionAffinityCookie`: of the run before, which browsers are to forget. */
  readonly previous: string;
  /** `primarySessionAffinityCookie`. */
  readonly primary: string;
}

/** The one condition of a Canary, of type `Promoted`. */
export interface PromotedCondition {
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: ControllerPhase;
  readonly message: string;
}

/** What the controller's informer writes when it first sees a Canary. */
export function initialStatus(targetKind: string): CanaryStatus {
  return {
    phase: 'Initializing',
    canaryWeight: 0,
    failedChecks: 0,
    iterations: 0,
    lastAppliedSpec: '',
    lastPromotedSpec: '',
    trackedConfigs: undefined,
    cookies: { canary: '', previous: '', primary: '' },
    promoted: promotedCondition('Initializing', targetKind),
  };
}

/** The condition that goes with a phase. */
export function promotedCondition(phase: ControllerPhase, targetKind: string): PromotedCondition {
  return { status: STATUS[phase], reason: phase, message: messageOf(phase, targetKind) };
}

const STATUS: Readonly<Record<ControllerPhase, PromotedCondition['status']>> = {
  Initializing: 'Unknown',
  Initialized: 'True',
  Waiting: 'Unknown',
  Progressing: 'Unknown',
  WaitingPromotion: 'Unknown',
  Promoting: 'Unknown',
  Finalising: 'Unknown',
  Succeeded: 'True',
  Failed: 'False',
};

function messageOf(phase: ControllerPhase, targetKind: string): string {
  switch (phase) {
    case 'Initializing':
      return `New ${targetKind} detected, starting initialization.`;
    case 'Initialized':
      return `${targetKind} initialization completed.`;
    case 'Waiting':
    case 'WaitingPromotion':
      return 'Waiting for approval.';
    case 'Progressing':
      return 'New revision detected, progressing canary analysis.';
    case 'Promoting':
      return 'Canary analysis completed, starting primary rolling update.';
    case 'Finalising':
      return 'Canary analysis completed, routing all traffic to primary.';
    case 'Succeeded':
      return 'Canary analysis completed successfully, promotion finished.';
    case 'Failed':
      return `Canary analysis failed, ${targetKind} scaled to zero.`;
  }
}
