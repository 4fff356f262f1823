import type { PendingFinding } from './pending-finding';
import { ofBreach, ofProblem } from './pending-finding';
import type { CheckRule } from './rule';
import type { LoadedState } from './source/load-state';
import { checkState } from './state';

/** Runs all rules over the objects of a state. A rule that fails is a finding, and the others run. */
export function runRules(
  state: LoadedState,
  rules: readonly CheckRule[],
): readonly PendingFinding[] {
  const input = checkState(state.manifests);
  const found = state.problems.map((problem) => ofProblem(problem, state));
  for (const rule of rules) {
    try {
      for (const breach of rule.find(input)) found.push(ofBreach(rule, breach, state));
    } catch (error) {
      const message = `${rule.id}: ${error instanceof Error ? error.message : String(error)}`;
      found.push(ofProblem({ rule: 'rule-failed', file: state.name, message }, state));
    }
  }
  return dropEchoes(found);
}

/** What a rule on traffic says in terms of users, Istio's analyzer need not say again of the same field. */
function dropEchoes(found: readonly PendingFinding[]): readonly PendingFinding[] {
  const nameOf = ({ finding }: PendingFinding): string => `${finding.code ?? ''} ${finding.at}`;
  const told = new Set(
    found
      .filter(({ finding }) => finding.area === 'traffic' && finding.code !== undefined)
      .map(nameOf),
  );
  return found.filter((one) => one.finding.area !== 'istio-analysis' || !told.has(nameOf(one)));
}
