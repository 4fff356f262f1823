import type { Manifest } from '../../manifest/manifest';
import { checkExportTo } from './check-export-to';
import { checkSelector } from './check-selector';
import { checkTrafficPolicy } from './check-traffic-policy';
import { checkLabels } from './check-values';
import { refusals, refuse, type Complaint } from './complaint';
import { isLabel, wildcardDomainFault } from './domain-name';
import { at, isSet, items, text, type Spot } from './spot';

/** A DestinationRule as Istio's webhook checks it. */
export function* checkDestinationRule(spec: Spot, { metadata }: Manifest): Generator<Complaint> {
  const namespace = metadata.namespace ?? 'default';
  const host = at(spec, 'host');
  const fault = wildcardDomainFault(text(host));
  if (fault !== undefined) yield refuse('istio-hosts', host, `no host name: ${fault}`);
  yield* checkTrafficPolicy(at(spec, 'trafficPolicy'), namespace);
  const names = new Set<string>();
  for (const subset of items(at(spec, 'subsets'))) {
    const name = at(subset, 'name');
    if (names.has(text(name)))
      yield refuse('istio-subsets', name, 'a name that another subset has');
    names.add(text(name));
    yield* refusals(checkSubset(subset, namespace));
  }
  const selector = at(spec, 'workloadSelector');
  const exported = isSet(selector) ? 'rule-with-selector' : 'plain';
  yield* checkExportTo(at(spec, 'exportTo'), namespace, exported);
  yield* checkSelector(selector);
}

/** Istio tells no warnings of what is in a subset. Labels may be missing: the subset is then every pod. */
function* checkSubset(subset: Spot, namespace: string): Generator<Complaint> {
  const name = at(subset, 'name');
  if (!isLabel(text(name))) {
    yield refuse('istio-subsets', name, 'no name of a subset', 'letters, digits and dashes');
  }
  yield* checkLabels('istio-subsets', at(subset, 'labels'));
  yield* checkTrafficPolicy(at(subset, 'trafficPolicy'), namespace);
}
