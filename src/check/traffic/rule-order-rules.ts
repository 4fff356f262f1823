import { isCatchAll } from '../../mesh/http-match';
import type { HttpRule } from '../../mesh/route-config';
import type { Breach, CheckRule } from '../rule';
import { partsOf, type Part } from './parts';
import { answersOf, isAnsweredBy, type Answer } from './probes';
import { tellAnswerers } from './tell-shares';

/** Rules on the order of the rules in one VirtualService: each is reached by some request. */
export const ruleOrderRules: readonly CheckRule[] = [
  {
    id: 'route-never-reached',
    area: 'traffic',
    severity: 'warning',
    title: 'every rule of a VirtualService answers some request',
    why: 'The first rule that matches wins. A header route after the weighted rule never answers: testers meet the version of everybody, and think that they test the canary.',
    fix: 'put rules with more conditions first, and the rule without a match last',
    find: (state) =>
      partsOf(state)
        .filter(({ isRouted }) => isRouted)
        .flatMap(findDead),
  },
];

function findDead(part: Part): readonly Breach[] {
  const byRule = new Map<HttpRule, Answer[]>();
  for (const answer of answersOf(part)) {
    if (answer.rule === undefined || answer.config.dialect !== 'istio') continue;
    const answers = byRule.get(answer.rule);
    if (answers === undefined) byRule.set(answer.rule, [answer]);
    else answers.push(answer);
  }
  return [...byRule].flatMap(([rule, answers]) => {
    const manifest = part.manifestAt(rule.place);
    if (manifest === undefined || answers.some((answer) => isAnsweredBy(answer, rule))) return [];
    // what another object takes away is told of the two objects
    const taken = answers.filter(isTakenBySameObject);
    const [first] = taken;
    if (first === undefined || taken.length < answers.length) return [];
    const by = 'route' in first.outcome ? (first.outcome.route?.path ?? '') : '';
    const message = `never answers, because ${by} comes first and takes its requests: they get ${tellAnswerers(first.outcome)}`;
    const code = isAfterCatchAll(first, by) ? 'IST0130' : 'IST0131';
    return [{ manifest, path: rule.place.path, message, code }];
  });
}

function isAfterCatchAll({ config }: Answer, by: string): boolean {
  const taker = config.http.find(({ place }) => place.path === by);
  return taker !== undefined && (taker.matches.length === 0 || taker.matches.some(isCatchAll));
}

function isTakenBySameObject({ rule, outcome }: Answer): boolean {
  return (
    'route' in outcome && outcome.route !== undefined && outcome.route.object === rule?.place.object
  );
}
