import type { Manifest } from '../../src/manifest/manifest';
import { describe as tell } from '../../src/manifest/identity';
import { prove } from '../../src/proof/prove';
import { splitTransition } from '../../src/proof/split';

const HOST = 'api.shop.svc.cluster.local';

function service(spec: object = {}): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'api', namespace: 'shop' },
    spec: { selector: { app: 'api' }, ports: [{ name: 'http', port: 80 }], ...spec },
  };
}

function deployment(version: string, replicas = 2): Manifest {
  const labels = { app: 'api', version };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: `api-${version}`, namespace: 'shop' },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'api', image: `api:${version}` }] },
      },
    },
  };
}

function rule(...subsets: readonly (readonly [name: string, version: string])[]): Manifest {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: { name: 'api', namespace: 'shop' },
    spec: {
      host: HOST,
      subsets: subsets.map(([name, version]) => ({ name, labels: { version } })),
    },
  };
}

function routes(...weights: readonly (readonly [subset: string, weight: number])[]): Manifest {
  const route = weights.map(([subset, weight]) => ({
    destination: { host: HOST, subset, port: { number: 80 } },
    weight,
  }));
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { name: 'api', namespace: 'shop' },
    spec: { hosts: [HOST], http: [{ route }] },
  };
}

const base = [service(), deployment('v1'), deployment('v2')];

/** What changes in each transition of a splitting, by the names of objects. */
function orderOf(before: readonly Manifest[], after: readonly Manifest[]): readonly string[][] {
  const found = splitTransition(before, after);
  if (found.kind !== 'split') throw new Error(found.kind);
  const states = [before, ...found.between, after];
  for (const [index, state] of states.slice(1).entries()) {
    expect(prove(states[index] ?? [], state).violations).toEqual([]);
  }
  return states.slice(1).map((state, index) => {
    const texts = new Set((states[index] ?? []).map((manifest) => JSON.stringify(manifest)));
    return state.filter((manifest) => !texts.has(JSON.stringify(manifest))).map(tell);
  });
}

describe('a transition that is not safe', () => {
  it('is split into the DestinationRule and then the VirtualService, where a subset is added', () => {
    const before = [...base, rule(['one', 'v1']), routes(['one', 100])];
    const after = [...base, rule(['one', 'v1'], ['two', 'v2']), routes(['one', 90], ['two', 10])];

    expect(orderOf(before, after)).toEqual([
      ['DestinationRule shop/api'],
      ['VirtualService shop/api'],
    ]);
  });

  it('is split into new subset, switch and old subset, where one is renamed', () => {
    const before = [...base, rule(['one', 'v1']), routes(['one', 100])];
    const after = [...base, rule(['first', 'v1']), routes(['first', 100])];

    expect(orderOf(before, after)).toEqual([
      ['DestinationRule shop/api'],
      ['VirtualService shop/api'],
      ['DestinationRule shop/api'],
    ]);
  });

  it('is split into pods and then weight, where a canary starts with a weight', () => {
    const subsets = rule(['one', 'v1'], ['two', 'v2']);
    const before = [
      service(),
      deployment('v1'),
      deployment('v2', 0),
      subsets,
      routes(['one', 100], ['two', 0]),
    ];
    const after = [
      service(),
      deployment('v1'),
      deployment('v2'),
      subsets,
      routes(['one', 80], ['two', 20]),
    ];

    expect(orderOf(before, after)).toEqual([
      ['Deployment shop/api-v2'],
      ['VirtualService shop/api'],
    ]);
  });

  it('is impossible where the state after is broken itself', () => {
    const before = [...base, rule(['one', 'v1']), routes(['one', 100])];
    const after = [...base, rule(['one', 'v1']), routes(['two', 100])];

    const found = splitTransition(before, after);

    expect(found.kind).toBe('impossible');
    expect(found.kind === 'impossible' && found.proof.violations[0]?.obligation).toBe(
      'no-lost-request',
    );
  });

  it('needs no splitting where it is safe', () => {
    const subsets = rule(['one', 'v1'], ['two', 'v2']);
    const before = [...base, subsets, routes(['one', 90], ['two', 10])];
    const after = [...base, subsets, routes(['one', 50], ['two', 50])];

    expect(splitTransition(before, after)).toEqual({ kind: 'safe' });
  });
});
