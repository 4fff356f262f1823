import type { Paint } from '../finding/format-findings';
import type { Pod } from '../mesh/pods';
import { type Answer, mirrorsOf } from './route-answer';
import { percent, tellFailure, tellKind, tellRequest, tellRule } from './route-words';

/**
 * One answer in full: who asks what, who answers in which shares, by which rule, and why.
 *
 *     sidecars in shop: GET http://api.shop:80/
 *         75 %  shop/api-primary  track=primary
 *         25 %  shop/api-canary   track=canary
 */
export function formatAnswer(answer: Answer, paint: Paint): string {
  const { from, request, outcome, source } = answer;
  const lines = [`${from.told}: ${tellRequest(request)}`, ...tellShares(answer, paint)];
  const kind = tellKind(outcome);
  if (kind !== undefined)
    lines.push(`  ${outcome.kind === 'unknown' ? paint.warning(kind) : kind}`);
  for (const { percent: share, cluster, state } of mirrorsOf(outcome)) {
    const note = state === 'ok' ? '' : `, which fails (${state})`;
    lines.push(`  copies of ${share} % go to ${cluster}${note}; nobody sees their answers`);
  }
  const rule = tellRule(answer);
  if (rule !== undefined) lines.push('', `by ${rule}`);
  else if (source === undefined) lines.push('', 'by no rule of these files');
  lines.push('why', ...outcome.derivation.map((sentence) => paint.dim(`  - ${sentence}`)));
  return lines.join('\n');
}

/** One line for each caller: the shares, what fails, and the rule. */
export function formatLines(answers: readonly Answer[], paint: Paint): string {
  const rows = answers.map((answer) => ({
    from: `${answer.from.told}: ${tellRequest(answer.request)}`,
    what: summarize(answer, paint),
    rule: tellRule(answer) ?? '',
  }));
  return rows
    .map(({ from, what, rule }) => {
      return [from, `  ${what}`, ...(rule === '' ? [] : [paint.dim(`  by ${rule}`)])].join('\n');
    })
    .join('\n');
}

function tellShares({ outcome, label }: Answer, paint: Paint): readonly string[] {
  const workloads = Object.entries(outcome.workloads);
  const width = Math.max(0, ...workloads.map(([name]) => name.length));
  const values = workloads.map(([name]) => valuesOf(outcome, name, label));
  const valueWidth = Math.max(0, ...values.map((value) => value.length));
  const answered = workloads.map(([name, share], index) => {
    const columns = [name.padEnd(width), (values[index] ?? '').padEnd(valueWidth)];
    const pods = countPods(outcome, name);
    return `  ${[percent(share).padStart(8), ...columns, pods].join('  ')}`.trimEnd();
  });
  const failed = outcome.errors.map((failure) =>
    paint.error(`  ${percent(failure.share).padStart(8)}  ${tellFailure(failure)}`),
  );
  return [...answered, ...failed];
}

/** The values of the label among a workload's pods: `track=canary`. */
function valuesOf(outcome: Answer['outcome'], workload: string, label: string | undefined): string {
  if (label === undefined) return '';
  const pods = podsOf(outcome, workload);
  if (pods.length === 0) return '';
  return `${label}=${[...new Set(pods.map(({ labels }) => labels[label] ?? 'none'))].join(',')}`;
}

function countPods(outcome: Answer['outcome'], workload: string): string {
  const names = new Set(podsOf(outcome, workload).map(({ name }) => name)).size;
  return names === 0 ? '' : `${names} pod${names === 1 ? '' : 's'}`;
}

function podsOf(outcome: Answer['outcome'], workload: string): readonly Pod[] {
  if (!('destinations' in outcome)) return [];
  return outcome.destinations
    .flatMap((destination) => destination.pods)
    .filter((pod) => pod.workload === workload);
}

function summarize({ outcome, byLabel, label }: Answer, paint: Paint): string {
  const isTold = label !== undefined && Object.keys(byLabel).some((value) => value !== '');
  const shares = Object.entries(isTold ? byLabel : outcome.workloads).map(
    ([name, share]) => `${percent(share)} ${name === '' ? 'others' : name}`,
  );
  const failures = outcome.errors.map((failure) =>
    paint.error(`${percent(failure.share)} ${tellFailure(failure)}`),
  );
  const parts = [...shares, ...failures];
  const kind = tellKind(outcome);
  const summary = outcome.kind === 'passthrough' ? 'past all routes' : kind;
  return [parts.join(', '), ...(summary === undefined ? [] : [summary])]
    .filter((part) => part !== '')
    .join('; ');
}
