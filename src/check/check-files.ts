import type { CheckedFinding, CheckResult } from './checked-finding';
import type { CheckRequest } from './check-request';
import { checkTransitions } from './check-transitions';
import { applySuppressions } from './apply-suppressions';
import { ofBreach, type PendingFinding } from './pending-finding';
import { placeFindings } from './place-findings';
import { runRules } from './run-rules';
import { loadState, type LoadedState } from './source/load-state';
import { readAnnotations, type FoundSuppression } from './suppress/read-annotations';

/** Reads states, runs all rules, and says where in the files everything is that they found. */
export async function checkFiles(request: CheckRequest): Promise<CheckResult> {
  const findings: CheckedFinding[] = [];
  const suppressions: FoundSuppression[] = [];
  const counts = { states: 0, transitions: 0, files: 0, objects: 0, skipped: 0 };
  for (const group of request.groups) {
    const states: LoadedState[] = [];
    for (const { read } of group.states) states.push(await loadState(read(), request));
    const pending = [
      ...states.flatMap((state) => runRules(state, request.rules)),
      ...group.transitions.flatMap((step) => checkStep(states, step)),
    ];
    findings.push(...(await placeFindings(pending, request.loadYaml)));
    suppressions.push(...states.flatMap(readAnnotations));
    counts.states += states.length;
    counts.transitions += group.transitions.length;
    for (const { files, manifests, skipped } of states) {
      counts.files += files;
      counts.objects += manifests.length;
      counts.skipped += skipped.length;
    }
  }
  const judged = await applySuppressions(findings, suppressions, request);
  return { findings: inOrder(judged), counts };
}

/** By state as they were asked for, then by file and place. */
function inOrder(findings: readonly CheckedFinding[]): readonly CheckedFinding[] {
  const groups = new Map<string, CheckedFinding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.state);
    if (group === undefined) groups.set(finding.state, [finding]);
    else group.push(finding);
  }
  return [...groups.values()].flatMap((group) => group.sort(byPlace));
}

function checkStep(
  states: readonly LoadedState[],
  [from, to]: readonly [number, number],
): readonly PendingFinding[] {
  const [before, after] = [states[from], states[to]];
  if (before === undefined || after === undefined) return [];
  return checkTransitions({ before, after }).map(({ rule, breach }) => {
    const home = after.origins.has(breach.manifest) ? after : before;
    const { finding, ...rest } = ofBreach({ ...rule, area: 'transition' }, breach, home);
    return { ...rest, finding: { ...finding, state: `${before.name} → ${after.name}` } };
  });
}

const RANK = { error: 0, warning: 1, info: 2 } as const;

function byPlace(left: CheckedFinding, right: CheckedFinding): number {
  const [a, b] = [left.source, right.source];
  if (a?.file !== b?.file) return (a?.file ?? '') < (b?.file ?? '') ? -1 : 1;
  return (
    (a?.line ?? 0) - (b?.line ?? 0) ||
    (a?.column ?? 0) - (b?.column ?? 0) ||
    RANK[left.severity] - RANK[right.severity] ||
    left.rule.localeCompare(right.rule)
  );
}
