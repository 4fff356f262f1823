import type { CompiledRelease } from '../../src/compile/compile-release';
import type { Manifest } from '../../src/manifest/manifest';
import { describe as nameOf } from '../../src/manifest/identity';
import { changeLines } from './phase-table';
import { follow, install, phaseNamed } from './release-case';
import { autoscaler, configMap, object, shop } from './shop';

function workload(kind: string, name: string, replicas: number): Manifest {
  return object('apps/v1', kind, name, {
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } } },
    },
  });
}

function linesOf({ phases }: CompiledRelease, name: string): readonly string[] {
  return changeLines(phaseNamed(phases, name));
}

const OTHERS = [
  configMap('flags', 'on'),
  workload('Deployment', 'cache', 2),
  workload('StatefulSet', 'queue', 3),
];

describe('objects that today’s code lacks', () => {
  const release = follow(install(shop('1.0.0', { others: OTHERS })), shop('1.1.0'));

  it('stay until the release is done, so that no phase relies on pruning', () => {
    const names = OTHERS.map(nameOf);
    for (const { name, objects } of release.phases.slice(0, -1)) {
      expect([name, objects.map(nameOf)]).toEqual([name, expect.arrayContaining(names)]);
    }
    expect(linesOf(release, 'done').slice(1)).toEqual(names.map((name) => `- ${name}`));
  });

  it('have no pods any more from primary-100 on', () => {
    expect(linesOf(release, 'primary-100')).toEqual([
      '~ Deployment shop/cache',
      '~ StatefulSet shop/queue',
      '~ VirtualService shop/api',
    ]);
    expect(
      phaseNamed(release.phases, 'primary-100').ready.map(({ workload: object, replicas }) => [
        object.metadata.name,
        replicas,
      ]),
    ).toEqual([
      ['cache', 0],
      ['queue', 0],
      ['api-primary', 4],
      ['api-canary', 4],
    ]);
  });

  it('are listed for those who do not prune, old configuration and autoscalers included', () => {
    const others = [...OTHERS, configMap('settings', 'red'), autoscaler(1, 4)];
    const container = { envFrom: [{ configMapRef: { name: 'settings' } }] };
    const plan = { replicas: undefined };
    const before = install(shop('1.0.0', { others, container, plan }));

    expect(follow(before, shop('1.1.0')).retired.map(nameOf)).toEqual([
      ...OTHERS.map(nameOf),
      expect.stringMatching(/^ConfigMap shop\/settings-[0-9a-f]{10}$/),
      'HorizontalPodAutoscaler shop/api',
    ]);
  });

  it('come back on the way back from the end before anything else does', () => {
    const [rest] = release.waysBack['050-primary-100'] ?? [];
    const [restored] = release.waysBack['060-done'] ?? [];

    expect(changeLines(rest!)).toEqual(['~ Deployment shop/cache', '~ StatefulSet shop/queue']);
    expect(changeLines(restored!)).toEqual(OTHERS.map((object) => `+ ${nameOf(object)}`));
  });

  it('are not listed by a first installation, nor where nothing goes', () => {
    expect(install(shop('1.0.0', { others: OTHERS })).retired).toEqual([]);
    expect(follow(install(shop('1.0.0')), shop('1.1.0')).retired).toEqual([]);
  });
});

describe('a traffic policy or external hosts that are given up', () => {
  it('stay until the release is done', () => {
    const router = {
      kind: 'istio',
      hosts: ['shop.example.com'],
      gateway: { selector: { istio: 'ingressgateway' } },
      trafficPolicy: { connectionPool: { tcp: { maxConnections: 9 } } },
    } as const;
    const release = follow(install(shop('1.0.0', { plan: { router } })), shop('1.1.0'));

    expect(linesOf(release, 'done').slice(1)).toEqual([
      '- DestinationRule shop/api-primary',
      '- DestinationRule shop/api-canary',
      '- Gateway shop/api',
      '- VirtualService shop/api-gateway',
    ]);
    expect(linesOf(release, 'primary-100')).toEqual(['~ VirtualService shop/api']);
  });
});
