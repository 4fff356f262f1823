/** What people are told about a code of Istio's. */
export interface AnalysisText {
  /** Istio's code, `IST0101`. */
  readonly code: string;
  /** Our id of the rule. */
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
}
