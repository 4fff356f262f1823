import { visibleWindows } from './scrape-window';
import type { OpenCases } from './shortfall';
import { failureOfArrivals } from './success-check';
import type { SuccessLimit } from './success-limit';

/** A metric window as Prometheus fills it. */
export interface ScrapedWindow {
  readonly requestsPerSecond: number;
  readonly windowSeconds: number;
  readonly scrapeSeconds: number;
}

/**
 * The chance that a check of the success rate fails on what `rate()` can see of its window: of [1m]
 * at a scrape of 15 s, 45 s. A window with less than two samples has no value.
 *
 * Every series exists already; for those that do not, `lazyChain`. Accuracy of
 * {@link failureOfArrivals}.
 * @throws RangeError outside the domain
 */
export function failureOfScraped(
  { requestsPerSecond, windowSeconds, scrapeSeconds }: ScrapedWindow,
  errorRate: number,
  limit: SuccessLimit,
  cases: OpenCases = {},
): number {
  return visibleWindows(windowSeconds, scrapeSeconds).reduce(
    (sum, { chance, seconds }) =>
      sum + chance * failureOfArrivals(requestsPerSecond * seconds, errorRate, limit, cases),
    0,
  );
}
