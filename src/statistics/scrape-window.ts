import { requirePositive } from './domain';

/** How much of a metric window `rate()` can see, with its chance over the phase of the scrapes. */
export interface VisibleWindow {
  readonly chance: number;
  /** Time between the first and the last sample of the window; 0 with fewer than two samples. */
  readonly seconds: number;
  /** Gaps between samples: one less than there are samples. */
  readonly gaps: number;
}

/**
 * What Prometheus sees of a window [W] with a scrape every S seconds: the first and the last sample
 * inside (t − W, t] span W − S if S divides W, and one S more or less by luck if not. With fewer than
 * two samples there is no value at all.
 *
 * Source: Prometheus 3, promql/functions.go, extrapolatedRate; the extrapolation to the edges cancels
 * in a ratio. Domain: both above 0. Exact.
 * @throws RangeError outside the domain
 */
export function visibleWindows(
  windowSeconds: number,
  scrapeSeconds: number,
): readonly VisibleWindow[] {
  requirePositive('metric window', windowSeconds);
  requirePositive('scrape interval', scrapeSeconds);
  const whole = Math.floor(windowSeconds / scrapeSeconds);
  const rest = windowSeconds / scrapeSeconds - whole;
  const windows = [
    visible(rest, whole, scrapeSeconds),
    visible(1 - rest, whole - 1, scrapeSeconds),
  ];
  return windows.filter(({ chance }) => chance > 1e-9);
}

/** The average of {@link visibleWindows} in seconds: of 36 requests in [1m], 27 at a scrape of 15 s. */
export function visibleSeconds(windowSeconds: number, scrapeSeconds: number): number {
  const windows = visibleWindows(windowSeconds, scrapeSeconds);
  return windows.reduce((sum, { chance, seconds }) => sum + chance * seconds, 0);
}

function visible(chance: number, gaps: number, scrapeSeconds: number): VisibleWindow {
  return { chance, gaps: Math.max(0, gaps), seconds: Math.max(0, gaps) * scrapeSeconds };
}
