import type { Outcome } from '../../mesh/outcome-kinds';
import { joinWords } from './caller-classes';

/** A share as people say it: `12.5 %`. */
export function tellPercent(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`;
}

/** Who answers an outcome's requests, most first: `75 % api-primary and 25 % api-canary`. */
export function tellAnswerers({ workloads, errors }: Outcome): string {
  const answered = Object.entries(workloads)
    .sort(([, one], [, other]) => other - one)
    .map(([id, share]) => `${tellPercent(share)} ${nameOfWorkload(id)}`);
  const failed = errors.map(
    ({ share, ...failure }) => `${tellPercent(share)} ${tellFailure(failure)}`,
  );
  return joinWords([...answered, ...failed]) || 'nobody';
}

/** The name of a workload without its namespace. */
export function nameOfWorkload(id: string): string {
  return id.slice(id.indexOf('/') + 1);
}

function tellFailure({
  status,
  code,
}: {
  readonly status?: number;
  readonly code: string;
}): string {
  return status === undefined ? `failures (${code})` : `errors ${status} (${code})`;
}
