/** What a schema has against a manifest, at one field. */
export interface SchemaFault {
  readonly kind: FaultKind;
  /** Path of the field, `spec.http[0].wieght`. */
  readonly path: string;
  /** What is wrong: lower case, no full stop. */
  readonly message: string;
  readonly given?: string;
  readonly allowed?: string;
  readonly fix?: string;
}

/** The kinds of faults, in the order in which rules tell them. */
export const FAULT_KINDS = ['unknown-field', 'required', 'type', 'value', 'cel'] as const;

/** One kind for each rule on schemas. */
export type FaultKind = (typeof FAULT_KINDS)[number];
