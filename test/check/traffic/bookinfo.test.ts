import { hygieneRules } from '../../../src/check/hygiene/hygiene-rules';
import { trafficRules } from '../../../src/check/traffic/traffic-rules';
import { BOOKINFO, BOOKINFO_GATEWAY, BOOKINFO_SUBSETS, BOOKINFO_TASKS } from './bookinfo';
import { findIn } from './rule-case';

const rules = [...trafficRules, ...hygieneRules];

describe('Bookinfo, the sample of Istio', () => {
  it('is in order without any routes', () => {
    expect(loud([...BOOKINFO, ...BOOKINFO_GATEWAY])).toEqual([]);
  });

  it.each(BOOKINFO_TASKS)('is in order with %s, but for readiness probes', (_, routes) => {
    const found = loud([...BOOKINFO, ...BOOKINFO_GATEWAY, ...BOOKINFO_SUBSETS, ...routes]);
    expect(found.filter((rule) => rule !== 'track-without-readiness-probe')).toEqual([]);
  });

  it('loses requests when its subsets are forgotten', () => {
    const [, routes] = BOOKINFO_TASKS[2]!;
    const found = findIn(rules, [...BOOKINFO, ...BOOKINFO_GATEWAY, ...routes]);
    expect(found.filter(({ severity }) => severity === 'error').map(({ said }) => said)).toEqual([
      'VirtualService default/reviews spec.http[0].route[0].destination.subset: no DestinationRule on reviews.default.svc.cluster.local has the subset v1: 90 % of the requests of sidecars in default get 503 (NC)',
      'VirtualService default/reviews spec.http[0].route[1].destination.subset: no DestinationRule on reviews.default.svc.cluster.local has the subset v2: 10 % of the requests of sidecars in default get 503 (NC)',
    ]);
  });
});

function loud(manifests: Parameters<typeof findIn>[1]): readonly string[] {
  return findIn(rules, manifests)
    .filter(({ severity }) => severity !== 'info')
    .map(({ rule }) => rule);
}
