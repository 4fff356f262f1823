import type { Metric } from '../plan/metric';
import { codeSpan, escapeMarkdown } from './code-span';
import { markdownTable } from './markdown-table';
import type { ReleaseOutline } from './release-outline';

/** The metrics that gates name, as Markdown; undefined where there are none. */
export function metricsSection({ metrics, phases }: ReleaseOutline): string | undefined {
  const named = new Map<string, string[]>();
  for (const { id, gates } of phases) {
    for (const gate of gates) {
      if (gate.kind !== 'metrics') continue;
      for (const name of gate.metrics) named.set(name, [...(named.get(name) ?? []), id]);
    }
  }
  if (named.size === 0) return undefined;
  const rows = [...named].map(([name, ids]) => {
    const metric = Object.hasOwn(metrics, name) ? metrics[name] : undefined;
    const places = [...new Set(ids)].map(codeSpan).join(', ');
    return [codeSpan(name), metric === undefined ? '' : describeMetric(metric), places];
  });
  return `## Metrics

${markdownTable(['metric', 'good when', 'judged in'], rows)}

Judging metrics comes with a later capability of cdk8s-canary. Until then look at them yourself: ${codeSpan('advance')} asks for ${codeSpan('--approve')} in their place.`;
}

/** What makes a metric good: `at least 99 % of the requests without a 5xx`. */
function describeMetric(metric: Metric): string {
  switch (metric.kind) {
    case 'success-rate':
      return `at least ${metric.min} % of the canary's requests are answered without a 5xx`;
    case 'latency':
      return `${percentOf(metric.quantile)} % of the canary's requests take at most ${escapeMarkdown(metric.max)}`;
  }
}

/** 0.999 × 100 is 99.9 and not 99.90000000000001. */
function percentOf(quantile: number): number {
  return Number((quantile * 100).toPrecision(12));
}
