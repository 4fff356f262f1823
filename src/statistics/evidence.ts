import { requireAmount, requireInside, requirePositive } from './domain';

/** What canary and primary answered between two looks, side by side. */
export interface Poll {
  readonly canaryRequests: number;
  readonly canaryErrors: number;
  readonly primaryRequests: number;
  readonly primaryErrors: number;
}

/** A ratio of error rates, canary to primary, that evidence is gathered for. */
export interface Alternative {
  readonly ratio: number;
  /** Share of the bet that goes on it; the shares add up to 1. */
  readonly share: number;
}

/** A bet against "the canary's error rate is at most `tolerated` times the primary's". */
export interface Bet {
  /** Above 0. 1.5 to 2 absorbs the warm-up of fresh pods. */
  readonly tolerated: number;
  /** Ratios above `tolerated` to catch a regression; below, to prove that there is none. */
  readonly alternatives: readonly Alternative[];
  /**
   * Most errors that one failure causes, at least 1: retries come in bursts. Costs as much time.
   * @default 1
   */
  readonly burst?: number;
}

/** ln of what each part of the bet has become. Starts at 0; later polls add to it. */
export type Evidence = readonly number[];

/**
 * The bet against a regression: ratios of 1.5 to 50 times what is tolerated, in equal shares.
 * The mixture costs at most ln 7 = 1.95 nats against knowing the ratio.
 * @throws RangeError for a ratio that is not above 0
 */
export function regressionBet(tolerated: number): Bet {
  requirePositive('tolerated ratio', tolerated);
  return { tolerated, alternatives: spread([1.5, 2, 3, 5, 10, 20, 50].map((x) => x * tolerated)) };
}

/**
 * The bet that proves health: against "at least `unacceptable` times the primary's errors", in
 * favour of `expected` times and what lies between. Promote when it has won 1/β.
 * @throws RangeError unless 0 < expected < unacceptable
 */
export function healthBet(unacceptable: number, expected: number): Bet {
  requirePositive('expected ratio', expected);
  requireInside('expected / unacceptable ratio', expected / unacceptable);
  const ratios = [expected, Math.sqrt(expected * unacceptable)];
  return { tolerated: unacceptable, alternatives: spread(ratios) };
}

/** The evidence before the first poll. */
export function noEvidence({ alternatives }: Bet): Evidence {
  return alternatives.map(() => 0);
}

/**
 * The evidence with one more poll. A poll without errors changes nothing.
 *
 * Source: the two-sample Poisson form of Lindon and Malek (2022) with a margin: each error is the
 * canary's with the chance of its share of the requests, tilted by the ratio. For every error rate
 * of the primary, changing as it likes, its expectation stays at most 1 under the null; so by
 * Ville's inequality it ever reaches 1/α with a chance of at most α. Domain: finite amounts ≥ 0,
 * errors ≤ requests. Relative error below 1e-13 for each poll.
 * @throws RangeError outside the domain
 */
export function addPoll(evidence: Evidence, bet: Bet, poll: Poll): Evidence {
  const { canaryRequests, canaryErrors, primaryRequests, primaryErrors } = poll;
  for (const amount of [canaryRequests, canaryErrors, primaryRequests, primaryErrors]) {
    requireAmount('a number of the poll', amount);
  }
  const requests = canaryRequests + primaryRequests;
  const errors = canaryErrors + primaryErrors;
  // evidence is in the errors alone
  if (requests === 0 || errors === 0) return evidence;
  const weight = canaryRequests / requests;
  const { tolerated, burst = 1 } = bet;
  const base = Math.log1p(weight * (tolerated - 1));
  return bet.alternatives.map(({ ratio }, index) => {
    const gain = canaryErrors * Math.log(ratio / tolerated);
    const price = errors * (Math.log1p(weight * (ratio - 1)) - base);
    return (evidence[index] as number) + (gain - price) / burst;
  });
}

/** ln of what the whole bet has become; roll back (or promote) once it reaches ln(1/α). */
export function logWealth(evidence: Evidence, { alternatives }: Bet): number {
  const top = Math.max(...evidence);
  const sum = alternatives.reduce(
    (total, { share }, index) => total + share * Math.exp((evidence[index] as number) - top),
    0,
  );
  return top + Math.log(sum);
}

/**
 * ln of the average of several bets, of different metrics or of the buckets of one histogram: again a
 * bet, whatever their dependence, and never worse than correcting each for their number.
 */
export function averageWealth(logWealths: readonly number[]): number {
  const top = Math.max(...logWealths);
  if (!Number.isFinite(top)) return top;
  const sum = logWealths.reduce((total, level) => total + Math.exp(level - top), 0);
  return top + Math.log(sum / logWealths.length);
}

function spread(ratios: readonly number[]): readonly Alternative[] {
  return ratios.map((ratio) => ({ ratio, share: 1 / ratios.length }));
}
