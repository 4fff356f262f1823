import type { Answer } from './route-answer';
import { mirrorsOf } from './route-answer';

/** Answers for programs. They grow by addition only. */
export function routeJson(state: string, answers: readonly Answer[]): unknown {
  return { schemaVersion: 1, state, answers: answers.map(answerJson) };
}

function answerJson({ from, request, outcome, label, byLabel, source }: Answer): unknown {
  const { kind, workloads, errors, derivation } = outcome;
  return {
    caller: from.caller,
    request,
    kind,
    workloads,
    ...(label === undefined ? {} : { label, shares: byLabel }),
    errors,
    mirrors: mirrorsOf(outcome).map(({ cluster, state, percent }) => ({ cluster, state, percent })),
    ...('status' in outcome ? { status: outcome.status } : {}),
    ...('location' in outcome ? { location: outcome.location } : {}),
    ...('reason' in outcome ? { reason: outcome.reason } : {}),
    ...('route' in outcome && outcome.route !== undefined
      ? { rule: { ...outcome.route, ...(source && { source }) } }
      : {}),
    derivation,
  };
}
