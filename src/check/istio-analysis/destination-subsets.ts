import { listIn, textIn } from '../../mesh/json-field';
import type { AnalysisMessage } from './analysis-message';
import { namespaceOf, specOf, type AnalysisWorld } from './analysis-world';
import { completeHost } from './known-hosts';
import { destinationsOf } from './route-destinations';

/**
 * IST0101 for subsets that no DestinationRule defines. As in Istio, a rule of any namespace will do, whoever sees it, and
 * only for exactly the same host.
 */
export function analyzeDestinationSubsets({ ofKind }: AnalysisWorld): AnalysisMessage[] {
  const defined = new Set<string>();
  for (const rule of ofKind('networking.istio.io/DestinationRule')) {
    const host = completeHost(textIn(specOf(rule), 'host') ?? '', namespaceOf(rule));
    for (const subset of listIn(specOf(rule), 'subsets')) {
      defined.add(`${host}+${textIn(subset, 'name') ?? ''}`);
    }
  }
  return ofKind('networking.istio.io/VirtualService').flatMap((manifest) =>
    destinationsOf(manifest)
      .filter(
        ({ host, subset }) =>
          subset !== '' && !defined.has(`${completeHost(host, namespaceOf(manifest))}+${subset}`),
      )
      .map(({ kind, host, subset, path, line }) => ({
        code: 'IST0101',
        manifest,
        path: `${path}.subset`,
        message: `${kind === 'mirror' ? 'mirrors to' : 'sends requests to'} subset ${subset} of ${host}, which no DestinationRule defines: they would fail with 503 (NC)`,
        given: subset,
        missing: { kind: 'subset' as const, host, subset },
        ...(line === undefined ? {} : { line }),
      })),
  );
}
