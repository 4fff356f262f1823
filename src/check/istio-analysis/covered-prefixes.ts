import type { Json, Manifest } from '../../manifest/manifest';
import { listIn, numberIn, objectIn, textIn } from '../../mesh/json-field';
import type { AnalysisMessage } from './analysis-message';
import { tellNumbered, writtenForm } from './written-form';

/** A match by the prefix of the path, as Istio compares it. */
interface PrefixMatch {
  readonly path: string;
  readonly rule: string;
  readonly match: string;
  readonly prefix: string;
  readonly port: number;
  /** Conditions as `exact/…` or `prefix/…`; empty for a regular expression or none. */
  readonly method: string;
  readonly authority: string;
  readonly headers: Conditions;
  readonly queryParams: Conditions;
  readonly withoutHeaders: Conditions;
}

type Conditions = Readonly<Record<string, string>>;

/** IST0131 for prefixes that an earlier, shorter prefix takes. */
export function findCoveredPrefixes(
  manifest: Manifest,
  rules: readonly Json[],
): readonly AnalysisMessage[] {
  const matches = prefixMatches(rules);
  const messages: AnalysisMessage[] = [];
  for (const [index, earlier] of matches.entries()) {
    for (const later of matches.slice(index + 1)) {
      if (later.prefix === earlier.prefix || !takes(earlier, later)) continue;
      messages.push({
        code: 'IST0131',
        manifest,
        path: later.path,
        message: `match ${later.match} of rule ${later.rule} is never used: match ${earlier.match} of rule ${earlier.rule} takes all paths below ${earlier.prefix}`,
        given: later.prefix,
      });
    }
  }
  return messages;
}

/** The prefix matches that a request can reach and that are not written twice: after a rule without match there are none. */
function prefixMatches(rules: readonly Json[]): readonly PrefixMatch[] {
  const found: PrefixMatch[] = [];
  const seen = new Set<string>();
  for (const [index, rule] of rules.entries()) {
    if (rule === null) continue;
    const matches = listIn(rule, 'match');
    if (matches.length === 0) return found;
    for (const [nth, match] of matches.entries()) {
      const prefix = textIn(objectIn(match, 'uri'), 'prefix');
      if (prefix === undefined || prefix === '') continue;
      const written = writtenForm(match);
      if (seen.has(written)) continue;
      seen.add(written);
      found.push({
        path: `spec.http[${index}].match[${nth}]`,
        rule: tellNumbered(rule, index),
        match: tellNumbered(match, nth),
        prefix,
        port: numberIn(match, 'port') ?? 0,
        method: conditionOf(objectIn(match, 'method')) || 'exact/GET',
        authority: conditionOf(objectIn(match, 'authority')),
        headers: conditionsIn(match, 'headers'),
        queryParams: conditionsIn(match, 'queryParams'),
        withoutHeaders: conditionsIn(match, 'withoutHeaders'),
      });
    }
  }
  return found;
}

function takes(earlier: PrefixMatch, later: PrefixMatch): boolean {
  return (
    later.prefix.startsWith(earlier.prefix) &&
    later.port === earlier.port &&
    earlier.method.startsWith(later.method) &&
    earlier.authority.startsWith(later.authority) &&
    takesConditions(earlier.headers, later.headers) &&
    takesConditions(earlier.queryParams, later.queryParams) &&
    takesConditions(earlier.withoutHeaders, later.withoutHeaders)
  );
}

function takesConditions(earlier: Conditions, later: Conditions): boolean {
  const keys = Object.keys(earlier);
  if (keys.length !== Object.keys(later).length) return false;
  return keys.every((key) => {
    const wanted = later[key];
    return wanted !== undefined && (earlier[key] ?? '').startsWith(wanted);
  });
}

function conditionsIn(match: Json, field: string): Conditions {
  const conditions = objectIn(match, field);
  return Object.fromEntries(
    Object.keys(conditions).map((key) => [key, conditionOf(objectIn(conditions, key))]),
  );
}

function conditionOf(condition: Json): string {
  const exact = textIn(condition, 'exact');
  if (exact) return `exact/${exact}`;
  const prefix = textIn(condition, 'prefix');
  return prefix ? `prefix/${prefix}` : '';
}
