import type { CheckedFinding } from '../checked-finding';

/** A finding, and the other states in which it is the same. */
export interface MergedFinding {
  readonly finding: CheckedFinding;
  readonly others: readonly string[];
}

/** Findings that say the same of the same object in several states become one, at its first place. */
export function mergeAlike(findings: readonly CheckedFinding[]): readonly MergedFinding[] {
  const merged = new Map<string, { readonly finding: CheckedFinding; readonly others: string[] }>();
  for (const finding of findings) {
    const { rule, severity, at, message, state, object } = finding;
    // what has no object is a matter of its file
    const home = object === undefined ? (finding.source?.file ?? '') : '';
    const line = object === undefined ? (finding.source?.line ?? 0) : 0;
    const key = JSON.stringify([rule, severity, at, message, home, line]);
    const known = merged.get(key);
    if (known === undefined) merged.set(key, { finding, others: [] });
    else if (known.finding.state !== state && !known.others.includes(state)) {
      known.others.push(state);
    }
  }
  return [...merged.values()];
}
