import { extrapolatedIncrease } from './extrapolated-increase';
import { drawFew, drawPoisson, type Random } from './random';

/** Who is scraped: each pod at its own phase, with one series of errors and successes per caller. */
export interface Scraping {
  readonly pods: number;
  /** Series of each outcome on each pod, at least 1: a source workload times a response code. */
  readonly callers: number;
  readonly scrapeSeconds: number;
}

/**
 * The counters of fresh canary pods as Prometheus holds them: a series appears with the first scrape
 * after its first event. Mutable and used again for each rollout: this is where simulation spends its
 * time.
 */
export class ScrapedCounters {
  private readonly values: Float64Array;
  private readonly current: Float64Array;
  private readonly born: Int32Array;
  private readonly phases: Float64Array;
  private readonly scraped: Int32Array;
  private readonly perPod: number;
  private now = 0;

  /** @param scrapes the most scrapes of one pod in a rollout */
  constructor(
    private readonly scraping: Scraping,
    private readonly scrapes: number,
    private readonly random: Random,
  ) {
    const { pods, callers } = scraping;
    this.perPod = 2 * callers;
    this.values = new Float64Array(pods * this.perPod * scrapes);
    this.current = new Float64Array(pods * this.perPod);
    this.born = new Int32Array(pods * this.perPod);
    this.phases = new Float64Array(pods);
    this.scraped = new Int32Array(pods);
  }

  /** Fresh pods, with new phases of their scrapes. */
  start(): void {
    this.now = 0;
    this.current.fill(0);
    this.born.fill(-1);
    this.scraped.fill(0);
    for (let pod = 0; pod < this.scraping.pods; pod += 1) {
      this.phases[pod] = this.random() * this.scraping.scrapeSeconds;
    }
  }

  /** Serve traffic for some seconds, of so many requests per second in all. */
  serve(seconds: number, requestsPerSecond: number, errorRate: number): void {
    const { pods, callers, scrapeSeconds } = this.scraping;
    const share = requestsPerSecond / (pods * callers);
    const end = this.now + seconds;
    for (let pod = 0; pod < pods; pod += 1) {
      let at = this.now;
      let scrape = this.scraped[pod] as number;
      for (;;) {
        const next = (this.phases[pod] as number) + scrape * scrapeSeconds;
        const until = Math.min(next, end);
        this.arrive(pod, (until - at) * share, errorRate);
        at = until;
        if (next > end) break;
        this.scrape(pod, scrape);
        scrape += 1;
      }
      this.scraped[pod] = scrape;
    }
    this.now = end;
  }

  /** The success rate over the window in percent, as the query answers it; NaN without a value. */
  successPercent(windowSeconds: number): number {
    const errors = this.increase(windowSeconds, 0);
    const successes = this.increase(windowSeconds, 1);
    return (100 * successes) / (successes + (Number.isNaN(errors) ? 0 : errors));
  }

  /** The sum of what was last scraped of each series of errors (0) or successes (1). */
  total(outcome: 0 | 1): number {
    let sum = 0;
    for (let pod = 0; pod < this.scraping.pods; pod += 1) {
      const last = (this.scraped[pod] as number) - 1;
      for (let series = outcome; last >= 0 && series < this.perPod; series += 2) {
        sum += this.values[this.place(pod, series, last)] as number;
      }
    }
    return sum;
  }

  private arrive(pod: number, mean: number, errorRate: number): void {
    if (mean <= 0) return;
    const { callers } = this.scraping;
    const base = pod * this.perPod;
    // errors are few: draw them together, then their callers
    for (let left = drawPoisson(mean * callers * errorRate, this.random); left > 0; left -= 1) {
      const series = base + 2 * Math.floor(this.random() * callers);
      this.current[series] = (this.current[series] as number) + 1;
    }
    const each = mean * (1 - errorRate);
    const none = Math.exp(-each);
    for (let series = base + 1; series < base + this.perPod; series += 2) {
      const successes =
        each < 10 ? drawFew(each, none, this.random) : drawPoisson(each, this.random);
      this.current[series] = (this.current[series] as number) + successes;
    }
  }

  private scrape(pod: number, scrape: number): void {
    for (let series = 0; series < this.perPod; series += 1) {
      const index = pod * this.perPod + series;
      const value = this.current[index] as number;
      this.values[this.place(pod, series, scrape)] = value;
      if (value > 0 && (this.born[index] as number) < 0) this.born[index] = scrape;
    }
  }

  /** The sum of increases; NaN where no series has two samples in the window. */
  private increase(windowSeconds: number, outcome: 0 | 1): number {
    const { pods, scrapeSeconds } = this.scraping;
    const start = this.now - windowSeconds;
    let sum = NaN;
    for (let pod = 0; pod < pods; pod += 1) {
      const phase = this.phases[pod] as number;
      const last = (this.scraped[pod] as number) - 1;
      const oldest = Math.max(0, Math.floor((start - phase) / scrapeSeconds) + 1);
      for (let series = outcome; series < this.perPod; series += 2) {
        const born = this.born[pod * this.perPod + series] as number;
        const first = Math.max(oldest, born);
        if (born < 0 || last <= first) continue;
        const firstValue = this.values[this.place(pod, series, first)] as number;
        const delta = (this.values[this.place(pod, series, last)] as number) - firstValue;
        const samples = {
          count: last - first + 1,
          firstTime: phase + first * scrapeSeconds,
          lastTime: phase + last * scrapeSeconds,
          firstValue,
          delta,
        };
        const increase = extrapolatedIncrease(samples, start, this.now);
        sum = Number.isNaN(sum) ? increase : sum + increase;
      }
    }
    return sum;
  }

  private place(pod: number, series: number, scrape: number): number {
    return (pod * this.perPod + series) * this.scrapes + scrape;
  }
}
