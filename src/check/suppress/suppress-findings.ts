import { closestName } from '../schema/closest-name';
import type { Suppression } from './suppression';
import type { SuppressionRuleId } from './suppression-texts';

/** What a suppression needs to know of a finding. */
export interface Suppressible {
  readonly rule: string;
  readonly code?: string;
  /** The object concerned: `Kind/namespace/name`, or `Kind/name` without namespace. */
  readonly object?: string;
}

/** A suppression and where it stands. */
export interface PlacedSuppression<Place> extends Suppression {
  readonly place: Place;
  /** An annotation speaks for its own object, an option for all. */
  readonly by: 'annotation' | 'option';
}

/** Something wrong with a suppression. */
export interface SuppressionFault<Place> {
  readonly rule: SuppressionRuleId;
  readonly place: Place;
  readonly message: string;
  readonly given: string;
  readonly fix?: string;
  readonly object?: string;
}

/** Which findings are suppressed by what, in the order of the findings, and what is wrong. */
export interface Suppressed<Place> {
  readonly by: readonly (PlacedSuppression<Place> | undefined)[];
  readonly faults: readonly SuppressionFault<Place>[];
}

/**
 * Applies suppressions to the findings of a whole run. One that suppresses nothing in any of its
 * states is at fault: an object that is in several phases carries its annotation in all of them.
 */
export function suppressFindings<Place>(
  findings: readonly Suppressible[],
  suppressions: readonly PlacedSuppression<Place>[],
  knownRules: ReadonlySet<string>,
): Suppressed<Place> {
  const byRule = groupByRule(suppressions);
  const used = new Set<string>();
  const by = findings.map(({ rule, code, object }) => {
    const candidates = [...(byRule.get(rule) ?? []), ...(byRule.get(code ?? '') ?? [])];
    const found = candidates.find(
      (one) => one.object === undefined || matchesObject(one.object, object),
    );
    if (found !== undefined) used.add(keyOf(found));
    return found;
  });
  const told = new Set<string>();
  const faults = suppressions.flatMap((suppression): readonly SuppressionFault<Place>[] => {
    const fault = faultOf(suppression, knownRules, used);
    if (fault === undefined || told.has(keyOf(suppression))) return [];
    told.add(keyOf(suppression));
    const { object } = suppression;
    return [{ ...fault, ...(object === undefined ? {} : { object }) }];
  });
  return { by, faults };
}

/** Those that have a reason; the others suppress nothing. */
function groupByRule<Place>(
  suppressions: readonly PlacedSuppression<Place>[],
): ReadonlyMap<string, readonly PlacedSuppression<Place>[]> {
  const groups = new Map<string, PlacedSuppression<Place>[]>();
  for (const suppression of suppressions) {
    if (suppression.reason === undefined) continue;
    const group = groups.get(suppression.rule);
    if (group === undefined) groups.set(suppression.rule, [suppression]);
    else group.push(suppression);
  }
  return groups;
}

/** `Kind/name` stands for the name in every namespace. */
function matchesObject(pattern: string, object: string | undefined): boolean {
  if (object === undefined) return false;
  const [kind, ...rest] = object.split('/');
  return pattern === object || pattern === `${kind ?? ''}/${rest.at(-1) ?? ''}`;
}

function keyOf({ rule, object, by }: PlacedSuppression<unknown>): string {
  return `${by} ${rule} ${object ?? ''}`;
}

function faultOf<Place>(
  suppression: PlacedSuppression<Place>,
  knownRules: ReadonlySet<string>,
  used: ReadonlySet<string>,
): SuppressionFault<Place> | undefined {
  const { rule, reason, place } = suppression;
  const given = reason === undefined ? rule : `${rule}=${reason}`;
  if (!knownRules.has(rule) && !/^IST\d{4}$/.test(rule)) {
    const best = closestName(rule, [...knownRules]);
    const hint = best === undefined ? '' : `; did you mean '${best}'?`;
    return { rule: 'allow-unknown-rule', place, message: `no rule '${rule}'${hint}`, given };
  }
  if (reason === undefined) {
    const message = `'${rule}' is allowed without a reason, so it is not`;
    const fix = `write ${rule}=the reason`;
    return { rule: 'allow-without-reason', place, message, given, fix };
  }
  if (used.has(keyOf(suppression))) return undefined;
  return { rule: 'allow-unused', place, message: `nothing of '${rule}' is found here`, given };
}
