import type { Json, Manifest } from '../../manifest/manifest';
import { listIn } from '../../mesh/json-field';
import type { AnalysisMessage } from './analysis-message';
import { specOf, type AnalysisWorld } from './analysis-world';
import { findCoveredPrefixes } from './covered-prefixes';
import { tellNumbered, writtenForm } from './written-form';

/**
 * IST0130 for rules of a VirtualService that no request can reach, IST0131 for matches that an earlier one takes. The
 * heuristics are those of Istio's webhook: matches count as equal only if they are written alike.
 */
export function analyzeUnreachableRules({ ofKind }: AnalysisWorld): AnalysisMessage[] {
  return ofKind('networking.istio.io/VirtualService').flatMap(findUnreachableRules);
}

/** The rules and matches of one VirtualService that no request can reach. */
function findUnreachableRules(virtualService: Manifest): readonly AnalysisMessage[] {
  return ['http', 'tcp', 'tls'].flatMap((protocol) => {
    const rules = listIn(specOf(virtualService), protocol);
    const found = findDuplicates(virtualService, protocol, rules);
    return protocol === 'http' ? [...found, ...findCoveredPrefixes(virtualService, rules)] : found;
  });
}

function findDuplicates(
  manifest: Manifest,
  protocol: string,
  rules: readonly Json[],
): readonly AnalysisMessage[] {
  const messages: AnalysisMessage[] = [];
  const seen = new Map<string, number>();
  let open: number | undefined;
  for (const [index, rule] of rules.entries()) {
    if (rule === null) continue;
    const path = `spec.${protocol}[${index}]`;
    const own = tellNumbered(rule, index);
    const unreachable = (reason: string): void => {
      messages.push({
        code: 'IST0130',
        manifest,
        path,
        message: `rule ${own} is never used: ${reason}`,
      });
    };
    const matches = matchesOf(rule);
    if (matches.length === 0) {
      if (open !== undefined)
        unreachable(`${tellNumbered(rules[open], open)} has no match either, and takes everything`);
      open = index;
      continue;
    }
    if (open !== undefined) {
      unreachable(
        `${tellNumbered(rules[open], open)} before it has no match, and takes everything`,
      );
      continue;
    }
    let taken = 0;
    for (const [nth, match] of matches.entries()) {
      const key = writtenForm(match);
      const earlier = seen.get(key);
      if (earlier === undefined) {
        seen.set(key, index);
        continue;
      }
      taken += 1;
      const by = tellNumbered(rules[earlier], earlier);
      const message = `match ${tellNumbered(match, nth)} of rule ${own} is never used: rule ${by} has the same`;
      messages.push({ code: 'IST0131', manifest, path: `${path}.match[${nth}]`, message });
    }
    if (taken === matches.length) unreachable('earlier rules have all of its matches');
  }
  return messages;
}

function matchesOf(rule: Json): readonly Json[] {
  return listIn(rule, 'match');
}
