import { hygieneRules } from '../../../src/check/hygiene/hygiene-rules';
import { trafficRules } from '../../../src/check/traffic/traffic-rules';

/** Who finds a trap of canary releases: rules on one state, or, with the reason, something else. */
type Finder = readonly string[] | { readonly notInOneState: string };

/** The traps that canary releases on Istio fall into, as collected from issues and documentation. */
const TRAPS: Readonly<Record<string, readonly [trap: string, finder: Finder]>> = {
  T1: ['gateways without mesh', ['mesh-skips-split']],
  T2: [
    'gateways without the ingress gateway',
    ['virtual-service-not-on-gateway', 'gateway-missing'],
  ],
  T3: ['hosts that callers do not use', ['virtual-service-host-unknown', 'split-on-other-host']],
  T4: [
    'a Service on both tracks without routes',
    ['unsplit-service', 'outside-mesh-reaches-canary'],
  ],
  T5: ['a subset without labels', ['subset-without-labels']],
  T6: ['subsets that share pods', ['split-destinations-share-pods']],
  T7: [
    'labels that no pod has',
    ['subset-selects-no-pods', 'destination-selects-no-pods', 'destination-not-ready'],
  ],
  T8: [
    'weight 0 on the only destination',
    ['sole-destination-weight-zero', 'backend-weights-all-zero'],
  ],
  T9: ['an omitted weight', ['destination-weight-omitted', 'weights-not-100']],
  T10: [
    'an omitted or wrong port',
    [
      'destination-port-omitted',
      'destination-port-missing',
      'destination-host-missing',
      'subset-missing',
    ],
  ],
  T11: ['a port that is not HTTP', ['split-on-non-http-port']],
  T12: ["a DestinationRule in the caller's namespace, or on a pattern", ['subset-hidden']],
  T13: [
    'exportTo and Sidecar resources',
    [
      'split-not-exported',
      'split-not-imported',
      'destination-not-visible',
      'routes-hidden-from-gateway',
      'subset-hidden',
    ],
  ],
  T14: [
    'two VirtualServices on one host',
    ['virtual-service-ignored', 'shared-host-overlap', 'shared-host-404-in-mesh'],
  ],
  T15: ['a rule after one that takes everything', ['route-never-reached']],
  T16: [
    'matches that leave callers out',
    ['split-leaves-callers-out', 'mesh-host-without-default-route'],
  ],
  T17: ['a missing delegate', ['delegate-missing']],
  T18: ['session affinity over a split', ['session-affinity-with-split']],
  T19: ['a mirror of everything', ['mirror-without-percentage', 'mirror-to-nowhere']],
  T20: ['internalTrafficPolicy Local', ['split-on-local-traffic-policy']],
  T21: ['a headless Service', ['split-on-headless-service']],
  T22: ['a waypoint behind the gateway', ['waypoint-replaces-split']],
  T23: ['outlier detection on a tiny canary', ['outlier-detection-ejects-all']],
  T24: ['a connection pool that is too small', ['connection-pool-below-share']],
  T25: ['a canary without sidecar', ['tracks-differ-in-injection']],
  T26: ['an Ingress on the same Service', ['ingress-skips-split']],
  T27: ['callers without sidecar', ['outside-mesh-reaches-canary']],
  T28: ['selectors of workloads that overlap', ['workload-selectors-overlap']],
  T29: [
    'budgets and autoscalers on the wrong target',
    ['autoscaler-target-missing', 'companion-misses-track', 'autoscalers-share-target'],
  ],
  T30: ['too few replicas for the weight', ['canary-too-small']],
  T31: [
    'metrics that no series answers',
    {
      notInOneState:
        'what the queries of an analysis ask for is checked with the metrics of a plan',
    },
  ],
  T32: [
    'retries that multiply the load of a failing canary',
    { notInOneState: 'it depends on error rates: statistics counts it' },
  ],
  T33: ['connections that stay on one pod', ['split-counts-connections']],
  T34: [
    'no wait between DestinationRule and VirtualService',
    { notInOneState: 'the proof of transitions tries every order of arrival' },
  ],
  T35: [
    'two writers of one weight',
    {
      notInOneState:
        'who writes is not in the objects: the position of a release in Git has one writer',
    },
  ],
  T36: [
    'subsets that are given other labels',
    { notInOneState: 'the proof of transitions sees both labels' },
  ],
  T37: [
    'pods that leave their last Service while in use',
    { notInOneState: 'the proof of transitions knows who still sends requests' },
  ],
  T38: ['hosts that the Gateway does not list', ['host-not-on-gateway']],
  T39: [
    'callers that use another name of the same pods',
    ['service-beside-split', 'route-beside-split'],
  ],
  T40: ['a destination without a host', ['destination-host-empty']],
  T41: ['several rules of which one is shifted', ['rules-split-differently']],
};

describe('the traps of canary releases', () => {
  it('are all found by a rule, or by what looks at more than one state', () => {
    const expected = Array.from({ length: 41 }, (_, index) => `T${index + 1}`);
    expect(Object.keys(TRAPS)).toEqual(expected);
    const known = new Set([...trafficRules, ...hygieneRules].map(({ id }) => id));
    const named = Object.values(TRAPS).flatMap(([, finder]) =>
      'notInOneState' in finder ? [] : finder,
    );
    expect(named.filter((id) => !known.has(id))).toEqual([]);
  });

  it('leave few traffic rules over: those on what is left behind', () => {
    const named = new Set(
      Object.values(TRAPS).flatMap(([, finder]) => ('notInOneState' in finder ? [] : finder)),
    );
    expect(trafficRules.map(({ id }) => id).filter((id) => !named.has(id))).toEqual([
      'destination-rule-not-applied',
      'subset-without-route',
    ]);
  });

  it('have rules with texts that explain themselves', () => {
    for (const { id, title, why, fix, severity, area } of [...trafficRules, ...hygieneRules]) {
      expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/u);
      expect([title, why, fix].map((text) => text.trim().length > 15)).toEqual([true, true, true]);
      expect(title.endsWith('.')).toBe(false);
      expect(why.endsWith('.')).toBe(true);
      expect(['error', 'warning', 'info']).toContain(severity);
      expect(['traffic', 'hygiene']).toContain(area);
    }
  });

  it('have ids of their own', () => {
    const ids = [...trafficRules, ...hygieneRules].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
