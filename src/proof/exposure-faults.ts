import { selects } from '../manifest/labels';
import { headerOf } from '../mesh/request';
import { matchesString, stringMatchOf } from '../mesh/string-match';
import type { Case } from './case';
import type { End } from './explore';
import type { Fault } from './fault';
import { mostOf, running } from './judge';
import type { PodClass, Sizes } from './readiness';
import { shareIn } from './settled';

/** Some pods, and the largest share of a call's requests that they may answer. */
interface Limit {
  readonly isOf: (pod: PodClass) => boolean;
  readonly limit: number;
  /** What they are called. */
  readonly name: string;
}

const TOO_SMALL = 1e-9;

/** No mixture gives a version a larger share than both settled states, or the plan, allow. */
export function exposureFaults(one: Case): readonly Fault[] {
  const { call, branches, transition } = one;
  if (one.withdrawn || one.settled.before.outcome.kind === 'unknown') return [];
  const outside = call.caller.kind === 'outside';
  const faults: Fault[] = [];
  for (const { isOf, limit, name } of limitsOf(one)) {
    if (limit >= 1 - TOO_SMALL) continue;
    for (const { outcome, groups } of branches) {
      const worst = groups.map(({ ends }) => worstOf(ends, transition.sizes, isOf));
      const share = worst.reduce((sum, found) => sum + found.share, 0);
      if (share <= limit + TOO_SMALL) continue;
      const mixture = new Map(
        worst.flatMap(({ end }) => (end === undefined ? [] : [...end.mixture])),
      );
      const holds = (sizes: Sizes): boolean =>
        groups
          .map(({ ends }) => worstOf(ends, sizes, isOf).share)
          .reduce((sum, found) => sum + found, 0) >
        limit + TOO_SMALL;
      faults.push({
        obligation: outside ? 'no-bypass' : 'exposure-bound',
        severity: 'error',
        mixture,
        sort: `${call.caller.kind} ${call.request.host} ${name}`,
        gets: `reach ${name}, which ${limit > 0 ? `at most ${percent(limit)} are meant to` : 'none is meant to'}`,
        share,
        limit,
        met: { call, outcome: worst[0]?.end?.outcome ?? outcome, settled: one.settled, holds },
      });
    }
  }
  return faults;
}

function worstOf(
  ends: readonly End[],
  sizes: Sizes,
  isOf: (pod: PodClass) => boolean,
): { readonly share: number; readonly end: End | undefined } {
  let share = 0;
  let worst: End | undefined;
  for (const end of ends) {
    let sum = 0;
    for (const destination of end.destinations) {
      if (destination.state === 'ok')
        sum += destination.share * mostOf(destination.pods, sizes, isOf);
    }
    if (sum <= share && worst !== undefined) continue;
    share = Math.max(sum, share);
    worst = end;
  }
  return { share, end: worst };
}

function limitsOf(one: Case): readonly Limit[] {
  const { canary } = one.expectations;
  if (canary === undefined) return limitsByVariant(one);
  if (!isConcerned(one)) return [];
  const isOf = (pod: PodClass): boolean => selects(canary, pod.labels);
  return [{ isOf, limit: declaredLimit(one, isOf), name: 'the canary' }];
}

/** Limits are for the application's own hosts, and for the names by which gateways serve it. */
export function isConcerned({ call, expectations }: Case): boolean {
  const { hosts } = expectations;
  return hosts === undefined || call.caller.kind === 'gateway' || hosts.includes(call.request.host);
}

function declaredLimit(one: Case, isOf: (pod: PodClass) => boolean): number {
  const { call, settled, expectations } = one;
  const { exposure, outsideMesh = exposure } = expectations;
  const seen = (): number => Math.max(shareIn(settled.before, isOf), shareIn(settled.after, isOf));
  if (call.caller.kind === 'outside') return outsideMesh ?? seen();
  if (isExempt(one)) return 1;
  return exposure ?? seen();
}

/** Whether a request has a header by which it may go to the canary. */
export function isExempt({ call, expectations }: Case): boolean {
  return (expectations.exempt ?? []).some(({ name, value }) => {
    const given = headerOf(call.request, name.toLowerCase());
    return given !== undefined && matchesString(stringMatchOf(value), given) !== false;
  });
}

/**
 * Without a canary that is told, every version has a limit of its own: what the settled states give it. A share that a state
 * gives without any rule counts only where there was none before either: else it is a leak and not a plan.
 */
function limitsByVariant({ branches, settled, transition }: Case): readonly Limit[] {
  const names = new Map<string, Set<string>>();
  for (const { groups } of branches) {
    for (const { ends } of groups) {
      for (const { destinations } of ends) {
        for (const { pods } of destinations) {
          for (const { variant, workload } of running(pods, transition.sizes)) {
            names.set(variant, (names.get(variant) ?? new Set()).add(workload));
          }
        }
      }
    }
  }
  const { before, after } = settled;
  return [...names].map(([variant, workloads]) => {
    const isOf = (pod: PodClass): boolean => pod.variant === variant;
    const meant = after.byRule || !before.byRule ? shareIn(after, isOf) : 0;
    const seen = Math.max(shareIn(before, isOf), meant);
    // where no rule ever splits, shares follow the numbers of pods, and nobody asked for more
    const limit = seen > TOO_SMALL && !before.byRule && !after.byRule ? 1 : seen;
    return { isOf, limit, name: [...workloads].sort().join(' and ') };
  });
}

/** A share for people: `12.5 %`. */
export function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`;
}
