import { requireInside } from './domain';
import { addPoll, logWealth, noEvidence, type Bet, type Poll } from './evidence';

/** When evidence is enough, for a regression and for health. */
export interface Judgement {
  readonly regression: Bet;
  /** @default - none: never promotes by itself */
  readonly health?: Bet;
  /** Share of healthy releases that may be rolled back, ever. */
  readonly falseRollback: number;
  /** Share of unacceptable releases that may be promoted. @default 0.05 */
  readonly falsePromotion?: number;
}

/** What canary and primary have shown so far. */
export interface Verdict {
  readonly kind: 'roll-back' | 'promote' | 'not-yet';
  /** Index of the poll that decided. @default - undecided */
  readonly poll?: number;
  /** ln of the evidence for a regression, after the deciding or last poll. */
  readonly regression: number;
  /** ln of the evidence for health. @default - nobody asked */
  readonly health?: number;
}

/**
 * Judge a release by its polls, in order: the first bet that wins decides, and stays decided.
 *
 * A pure function of the polls, so that a verdict can be repeated later. If both win at once, the
 * regression counts. Domain: levels above 0 and below 1. The guarantees are those of the bets.
 * @throws RangeError outside the domain
 */
export function judge(polls: readonly Poll[], judgement: Judgement): Verdict {
  const { regression, health, falseRollback, falsePromotion = 0.05 } = judgement;
  requireInside('false rollback', falseRollback);
  requireInside('false promotion', falsePromotion);
  let against = noEvidence(regression);
  let inFavour = health === undefined ? [] : noEvidence(health);
  let levels: { readonly regression: number; readonly health?: number } = {
    regression: 0,
    ...(health === undefined ? {} : { health: 0 }),
  };
  for (const [index, poll] of polls.entries()) {
    against = addPoll(against, regression, poll);
    levels = { regression: logWealth(against, regression) };
    if (health !== undefined) {
      inFavour = addPoll(inFavour, health, poll);
      levels = { ...levels, health: logWealth(inFavour, health) };
    }
    if (levels.regression >= -Math.log(falseRollback)) {
      return { kind: 'roll-back', poll: index, ...levels };
    }
    if ((levels.health ?? -Infinity) >= -Math.log(falsePromotion)) {
      return { kind: 'promote', poll: index, ...levels };
    }
  }
  return { kind: 'not-yet', ...levels };
}
