/** What a plugin gets from `cdk8s synth`; the part of cdk8s-cli's own type that is used here. */
export interface ValidationContext {
  /** Files that were written. */
  readonly manifests: readonly string[];
  /** The documents of a file, parsed. */
  parseManifest(manifestPath: string): readonly unknown[];
  /** Where findings go. cdk8s adds the paths of constructs. */
  readonly report: ValidationReport;
}

/** A report, complete when it is submitted. */
export interface ValidationReport {
  addViolation(violation: ValidationViolation): void;
  /** A failure lets `cdk8s synth` end with 2. The metadata are rows of the summary. */
  submit(status: 'success' | 'failure', metadata?: Readonly<Record<string, string>>): void;
}

/** A rule that some resources violate. */
export interface ValidationViolation {
  readonly ruleName: string;
  readonly recommendation: string;
  readonly fix: string;
  readonly violatingResources: readonly {
    /** `metadata.name`, by which cdk8s looks up the construct. */
    readonly resourceName: string;
    readonly locations: readonly string[];
    readonly manifestPath: string;
  }[];
}
