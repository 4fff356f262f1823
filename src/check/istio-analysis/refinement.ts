import type { Severity } from '../../finding/finding';
import type { AnalysisMessage } from './analysis-message';
import type { FilesView } from './files-view';

/** What we make of a message of Istio's. */
export type Refinement =
  | { readonly kind: 'keep' }
  | { readonly kind: 'drop' }
  | {
      readonly kind: 'change';
      readonly severity?: Severity;
      readonly message?: string;
      readonly fix?: string;
    };

/** How a code is said to people, where Istio knows less than we do. */
export interface Correction {
  /** Istio would also, or would not say it: one sentence for those who compare. */
  readonly difference: string;
  /** @default keep all of Istio's messages */
  readonly refine?: (message: AnalysisMessage, files: FilesView) => Refinement;
  /** What Istio does not say. @default nothing */
  readonly add?: (files: FilesView) => readonly AnalysisMessage[];
}

/** The message as it is. */
export const KEEP: Refinement = { kind: 'keep' };

/** Not a fault. */
export const DROP: Refinement = { kind: 'drop' };

/** What is missing may be in the cluster, though not in the files. */
export function notInFiles(message: string): Refinement {
  return { kind: 'change', severity: 'warning', message: `${message} in the files given` };
}
