/** How objects are checked. */
export interface CheckSettings {
  /**
   * Where objects without a namespace are.
   * @default default
   */
  readonly namespace?: string | undefined;
  /**
   * Findings that are allowed: `rule-id=reason`, or for one object
   * `rule-id@Kind/namespace/name=reason`.
   * @default - none, besides what annotations of the objects allow
   */
  readonly allow?: readonly string[] | undefined;
}
