/** Who allows a finding, why, and for what. */
export interface Suppression {
  /** Id of the rule, or Istio's code of it. */
  readonly rule: string;
  /** Undefined where none is given; then nothing is suppressed. */
  readonly reason: string | undefined;
  /** Which objects: `Kind/namespace/name` or `Kind/name`. @default all */
  readonly object?: string;
}

/** The annotation that allows findings on its object: `rule-id=reason; other-rule=reason`. */
export const ALLOW_ANNOTATION = 'cdk8s-canary/allow';

/**
 * The suppressions in an annotation's text, `rule-id=reason`, each on a line of its own or behind a
 * semicolon. A reason has no semicolon.
 */
export function parseAnnotation(text: string): readonly Suppression[] {
  return text
    .split(/[;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(parseSuppression);
}

/** The suppression in one text: `rule-id=reason` or `rule-id@Kind/namespace/name=reason`. */
export function parseSuppression(text: string): Suppression {
  const equals = text.indexOf('=');
  const head = (equals < 0 ? text : text.slice(0, equals)).trim();
  const reason = equals < 0 ? '' : text.slice(equals + 1).trim();
  const at = head.indexOf('@');
  return {
    rule: at < 0 ? head : head.slice(0, at),
    reason: reason === '' ? undefined : reason,
    ...(at < 0 ? {} : { object: head.slice(at + 1) }),
  };
}
