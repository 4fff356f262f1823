import { isLabel } from './domain-name';
import { refuse, type Complaint } from './complaint';
import { items, text, type Spot } from './spot';

/** What kind of object is exported: a ServiceEntry may be hidden, a DestinationRule for some workloads stays at home. */
export type Exported = 'plain' | 'service-entry' | 'rule-with-selector';

/** The namespaces that an object is exported to. */
export function* checkExportTo(
  exportTo: Spot,
  namespace: string,
  exported: Exported,
): Generator<Complaint> {
  const entries = items(exportTo);
  const seen = new Set<string>();
  for (const entry of entries) {
    const key = text(entry) === '.' ? namespace : text(entry);
    if (seen.has(key)) {
      yield refuse('istio-export-to', entry, `the namespace '${key}' is there twice`);
    } else if (key === '~' && exported !== 'service-entry') {
      yield refuse('istio-export-to', entry, 'no one is an answer for ServiceEntries only');
    } else if (!['*', '~'].includes(key) && !isLabel(key)) {
      yield refuse('istio-export-to', entry, 'no namespace', '. (this one), * (all), or a name');
    } else {
      seen.add(key);
    }
  }
  if (exported === 'rule-with-selector' && seen.size > 0)
    yield* checkHome(exportTo, namespace, seen);
  for (const [key, meaning] of ALONE) {
    if (seen.has(key) && entries.length > 1) {
      yield refuse(
        'istio-export-to',
        exportTo,
        `'${key}' is ${meaning}, and nothing stands beside it`,
      );
    }
  }
}

const ALONE = [
  ['*', 'every namespace'],
  ['~', 'no namespace'],
] as const;

function* checkHome(
  exportTo: Spot,
  namespace: string,
  seen: ReadonlySet<string>,
): Generator<Complaint> {
  if (seen.has(namespace) && seen.size === 1) return;
  const message = 'a rule with a workload selector is for its own namespace only';
  yield refuse('istio-export-to', exportTo, message, `. or ${namespace}`);
}
