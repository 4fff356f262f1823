import { poissonAbove } from './poisson';
import { windowOfPoisson, type Shortfall } from './shortfall';

/**
 * What one check makes of error series that appear with their first error: for each number of series
 * that exist, the chance to pass and to fail with so many more existing afterwards.
 */
export interface LazyCheck {
  /** `passes[b][j]`: b series existed, the check passes, b + j exist. */
  readonly passes: readonly (readonly number[])[];
  readonly fails: readonly (readonly number[])[];
}

/** The errors that each one of the series expects. */
export interface SeriesErrors {
  /**
   * The chance that a series without a sample still has none at the first scrape of the window: no
   * error since the last scrape of the window before.
   */
  readonly stillNone: number;
  /** In one gap between two scrapes inside the window. */
  readonly perGap: number;
  /** Gaps between scrapes inside the window. */
  readonly gaps: number;
}

/**
 * One check over `series` independent series, of which some exist already.
 *
 * `rate()` sees what is added to a series after its first sample; so a new series hides all errors
 * up to the first scrape that shows it, and stretches the others. Domain: as its types say. Exact to
 * 1e-13 where no error is allowed; elsewhere the stretch is an average, and successes are taken as
 * seen in full. O(series × errors²).
 */
export function lazyCheck(series: number, errors: SeriesErrors, shortfall: Shortfall): LazyCheck {
  const most = shortfall.from + shortfall.chances.length;
  const visible = errors.perGap * errors.gaps;
  if (most > MOST_ERRORS) return plainCheck(series, visible, shortfall);
  const newborn = powers(newbornErrors(errors, most), series);
  const none = errors.stillNone * Math.exp(-visible);
  const passes: number[][] = [];
  const fails: number[][] = [];
  for (let born = 0; born <= series; born += 1) {
    const failure = failureBeside(born * visible, most, shortfall);
    const pass = zeros(series - born + 1);
    const fail = zeros(series - born + 1);
    for (let j = 0; j <= series - born; j += 1) {
      const ways = choose(series - born, j) * none ** (series - born - j);
      let [all, failed] = [0, 0];
      (newborn[j] as readonly number[]).forEach((mass, seen) => {
        all += mass;
        failed += mass * (failure[seen] as number);
      });
      fail[j] = ways * failed;
      pass[j] = ways * (all - failed);
    }
    passes.push(pass);
    fails.push(fail);
  }
  return { passes, fails };
}

/** With so many errors in question every series is born at once, and hides nothing that matters. */
const MOST_ERRORS = 120;

/** The check of series that all exist, as of this check at the latest. */
function plainCheck(series: number, visible: number, shortfall: Shortfall): LazyCheck {
  const { from, chances, beyond, withoutErrors } = shortfall;
  const mean = series * visible;
  const last = from + chances.length - 1;
  const masses = windowOfPoisson(from, last, mean);
  const failure = masses.reduce(
    (sum, mass, index) => sum + mass * (chances[index] as number),
    Math.exp(-mean) * withoutErrors + beyond * poissonAbove(last, mean),
  );
  const all = (chance: number): readonly (readonly number[])[] =>
    Array.from({ length: series + 1 }, (_, born) => [...zeros(series - born), chance]);
  return { passes: all(1 - failure), fails: all(failure) };
}

/** P(a series appears in this window and shows so many errors); `most` and more are one. */
function newbornErrors({ stillNone, perGap, gaps }: SeriesErrors, most: number): readonly number[] {
  const chances = zeros(most + 1);
  const add = (errors: number, chance: number): void => {
    const place = Math.min(most, errors);
    chances[place] = (chances[place] as number) + chance;
  };
  let unseen = 1;
  for (let gap = 0; gap <= gaps; gap += 1) {
    const stays = gap === 0 ? stillNone : Math.exp(-perGap);
    const appears = unseen * (1 - stays);
    const left = gaps - gap;
    let below = 0;
    windowOfPoisson(0, most - 1, perGap * left).forEach((mass, seen) => {
      below += mass;
      const stretched = seen * stretch(left, gaps);
      const whole = Math.floor(stretched);
      add(whole, appears * mass * (1 + whole - stretched));
      if (stretched > whole) add(whole + 1, appears * mass * (stretched - whole));
    });
    add(most, appears * Math.max(0, 1 - below));
    unseen *= stays;
  }
  return chances;
}

/**
 * How much more `rate()` stretches a series that has only the last gaps of a window than one that
 * has them all: half a gap at its start instead of what is left of the window.
 */
function stretch(left: number, gaps: number): number {
  return left === 0 || left === gaps ? 1 : ((left + 1) * gaps) / (left * (gaps + 1));
}

/** P(fail) when new series show so many errors and old ones expect `mean`. */
function failureBeside(mean: number, most: number, shortfall: Shortfall): readonly number[] {
  const masses = windowOfPoisson(0, most - 1, mean);
  const failure = zeros(most + 1);
  for (let seen = 0; seen <= most; seen += 1) {
    let [sum, below] = [0, 0];
    for (let more = 0; seen + more < most; more += 1) {
      const mass = masses[more] as number;
      below += mass;
      sum += mass * chanceOf(shortfall, seen + more);
    }
    failure[seen] = sum + shortfall.beyond * Math.max(0, 1 - below);
  }
  return failure;
}

function chanceOf({ withoutErrors, from, chances, beyond }: Shortfall, errors: number): number {
  if (errors === 0) return withoutErrors;
  return errors < from ? 0 : (chances[errors - from] ?? beyond);
}

/** The distributions of the sum of 0 to `count` of them; the last place takes what is beyond. */
function powers(one: readonly number[], count: number): readonly (readonly number[])[] {
  const none = zeros(one.length);
  none[0] = 1;
  const sums = [none];
  const last = one.length - 1;
  for (let n = 1; n <= count; n += 1) {
    const before = sums[n - 1] as readonly number[];
    const next = zeros(one.length);
    before.forEach((a, i) => {
      if (a === 0) return;
      one.forEach((b, j) => {
        const place = Math.min(last, i + j);
        next[place] = (next[place] as number) + a * b;
      });
    });
    sums.push(next);
  }
  return sums;
}

/** Small arrays, made by the thousand: plain ones are cheaper than typed ones. */
function zeros(length: number): number[] {
  return new Array<number>(length).fill(0);
}

function choose(n: number, k: number): number {
  let ways = 1;
  for (let i = 0; i < k; i += 1) ways = (ways * (n - i)) / (i + 1);
  return Math.round(ways);
}
