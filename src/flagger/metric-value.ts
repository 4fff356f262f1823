import type { MetricAnswer } from './tick-inputs';

/** A value, or Go's words on why there is none. */
export type MetricValue =
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'no-values'; readonly error: string }
  | { readonly kind: 'failed'; readonly error: string };

/** What Flagger's Prometheus client makes of an answer. Not a number counts as no value; infinity is one. */
export function metricValue(answer: MetricAnswer): MetricValue {
  switch (answer) {
    case 'none':
    case 'nan':
      return { kind: 'no-values', error: 'no values found' };
    case 'error':
      return {
        kind: 'failed',
        error: 'error response: Status 503 Service Unavailable: unavailable',
      };
    case 'inf':
      return { kind: 'value', value: Number.POSITIVE_INFINITY };
    default:
      return Number.isNaN(answer) ? metricValue('nan') : { kind: 'value', value: answer };
  }
}

/** What a provider's own queries, `request-success-rate` and `request-duration`, do with an answer. */
export interface Observer {
  /** How the words on a failed success-rate query start. */
  readonly successPrefix: string;
  /** Whether the duration query answers in seconds, which are then cut to whole milliseconds. */
  readonly inSeconds: boolean;
}

/** The observer of a provider. */
export function observerOf(provider: string): Observer {
  const isHttp = provider === 'kubernetes' || provider.startsWith('gatewayapi:');
  return {
    successPrefix: isHttp ? '' : QUERY_FAILED,
    inSeconds: isHttp || provider === 'traefik',
  };
}

/** How the words on a failed query of an observer start. */
export const QUERY_FAILED = 'running query failed: ';
