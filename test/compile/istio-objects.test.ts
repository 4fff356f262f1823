import type { Manifest } from '../../src/manifest/manifest';
import type { ReleasePlan } from '../../src/plan/release-plan';
import type { IstioRouter } from '../../src/plan/router';
import { follow, install, lastPhase, objectNamed, phaseNamed } from './release-case';
import { shop } from './shop';

function objectsWith(
  router: Partial<IstioRouter>,
  plan: Partial<ReleasePlan<string>> = {},
): readonly Manifest[] {
  return lastPhase(
    install(shop('1.0.0', { plan: { ...plan, router: { kind: 'istio', ...router } } })),
  ).objects;
}

function namesOf(objects: readonly Manifest[]): readonly string[] {
  return objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
}

function specOf(objects: readonly Manifest[], kind: string, name: string): unknown {
  return objects.find((o) => o.kind === kind && o.metadata.name === name)?.['spec'];
}

const HOSTS = ['shop.example.com'];
const GATEWAY = { selector: { istio: 'ingressgateway' } };

describe('callers in the mesh', () => {
  it('have a VirtualService for the full name of the Service', () => {
    expect(specOf(objectsWith({}), 'VirtualService', 'api')).toMatchObject({
      hosts: ['api.shop.svc.cluster.local'],
      gateways: ['mesh'],
      http: [
        {
          route: [
            {
              destination: {
                host: 'api-primary.shop.svc.cluster.local',
                port: { number: 80 },
              },
              weight: 100,
            },
            {
              destination: { host: 'api-canary.shop.svc.cluster.local', port: { number: 80 } },
              weight: 0,
            },
          ],
        },
      ],
    });
  });

  it('have routes of their own where the plan has them', () => {
    const mesh = { http: [{ match: [{ uri: { prefix: '/' } }], timeout: '2s' }] };
    const objects = objectsWith({
      hosts: HOSTS,
      gateway: GATEWAY,
      mesh,
      http: [{ timeout: '9s' }],
    });

    expect(specOf(objects, 'VirtualService', 'api')).toMatchObject({ http: [{ timeout: '2s' }] });
    expect(specOf(objects, 'VirtualService', 'api-gateway')).toMatchObject({
      http: [{ timeout: '9s' }],
    });
  });

  it('call Services of another domain where the cluster has one', () => {
    const objects = objectsWith({ clusterDomain: 'k8s.example' });

    expect(specOf(objects, 'VirtualService', 'api')).toMatchObject({
      hosts: ['api.shop.svc.k8s.example'],
    });
  });
});

describe('external hosts', () => {
  it('have a VirtualService of their own, so that the mesh never gets 404 for the paths of others', () => {
    const objects = objectsWith({ hosts: HOSTS, gateway: GATEWAY });

    expect(specOf(objects, 'VirtualService', 'api-gateway')).toMatchObject({
      hosts: HOSTS,
      gateways: ['shop/api'],
    });
    expect(specOf(objects, 'VirtualService', 'api')).toMatchObject({ gateways: ['mesh'] });
  });

  it('get the same share of the canary as the mesh', () => {
    const plan = {
      router: { kind: 'istio', hosts: HOSTS, gateway: GATEWAY },
      steps: [{ setWeight: 20 }],
    } as const;
    const release = follow(install(shop('1.0.0', { plan })), shop('1.1.0', { plan }));
    const phase = phaseNamed(release.phases, 'canary-20');
    const weights = ['api', 'api-gateway'].map((name) => {
      const { spec } = objectNamed(phase, 'VirtualService', name);
      return (spec as unknown as { http: { route: { weight: number }[] }[] }).http[0]?.route.map(
        ({ weight }) => weight,
      );
    });

    expect(weights).toEqual([
      [80, 20],
      [80, 20],
    ]);
  });
});

describe('a Gateway', () => {
  it('is created for the hosts', () => {
    const objects = objectsWith({ hosts: HOSTS, gateway: { ...GATEWAY, port: 8080 } });

    expect(specOf(objects, 'Gateway', 'api')).toEqual({
      selector: { istio: 'ingressgateway' },
      servers: [{ hosts: HOSTS, port: { name: 'http', number: 8080, protocol: 'HTTP' } }],
    });
  });

  it.each([
    [undefined, [{ number: 80 }, { number: 443 }]],
    ['serve' as const, [{ number: 80 }, { number: 443 }]],
    ['closed' as const, [{ number: 443 }]],
  ])('with a certificate and plain HTTP %s has these ports: %j', (plainHttp, ports) => {
    const tls = { credentialName: 'shop-tls', plainHttp };
    const objects = objectsWith({ hosts: HOSTS, gateway: { ...GATEWAY, tls } });

    expect(specOf(objects, 'Gateway', 'api')).toMatchObject({
      servers: ports.map((port) => ({ port })),
    });
  });

  it('with a certificate serves HTTPS on 443, and redirects plain HTTP where the plan says so', () => {
    const tls = { credentialName: 'shop-tls', plainHttp: 'redirect' } as const;
    const objects = objectsWith({ hosts: HOSTS, gateway: { ...GATEWAY, tls } });

    expect(specOf(objects, 'Gateway', 'api')).toMatchObject({
      servers: [
        { port: { name: 'http', number: 80, protocol: 'HTTP' }, tls: { httpsRedirect: true } },
        {
          hosts: HOSTS,
          port: { name: 'https', number: 443, protocol: 'HTTPS' },
          tls: { mode: 'SIMPLE', credentialName: 'shop-tls' },
        },
      ],
    });
  });

  it('that exists is referred to', () => {
    const objects = objectsWith({ hosts: HOSTS, gateway: 'istio-ingress/public' });

    expect(namesOf(objects)).not.toContain('Gateway api');
    expect(specOf(objects, 'VirtualService', 'api-gateway')).toMatchObject({
      gateways: ['istio-ingress/public'],
    });
  });
});

describe('a traffic policy', () => {
  const trafficPolicy = { outlierDetection: { consecutive5xxErrors: 5 } };

  it('is a DestinationRule for each track, with the host of that track', () => {
    const objects = objectsWith({ trafficPolicy });
    const rules = ['api-primary', 'api-canary'].map((n) => specOf(objects, 'DestinationRule', n));

    expect(rules).toEqual([
      { host: 'api-primary.shop.svc.cluster.local', trafficPolicy },
      { host: 'api-canary.shop.svc.cluster.local', trafficPolicy },
    ]);
  });

  it('that is absent makes no DestinationRule', () => {
    expect(namesOf(objectsWith({})).join()).not.toContain('DestinationRule');
  });
});

describe('the layout `subsets`', () => {
  const subsets = { layout: 'subsets', outsideMesh: 'none' } as const;

  it('has one Service of both tracks, and a DestinationRule that tells them apart', () => {
    const objects = objectsWith({}, subsets);

    expect(namesOf(objects)).toEqual([
      'Service api',
      'DestinationRule api',
      'Deployment api-primary',
      'Deployment api-canary',
      'VirtualService api',
    ]);
    expect(specOf(objects, 'Service', 'api')).toMatchObject({ selector: { app: 'api' } });
    expect(specOf(objects, 'DestinationRule', 'api')).toEqual({
      host: 'api.shop.svc.cluster.local',
      subsets: [
        { name: 'primary', labels: { track: 'primary' } },
        { name: 'canary', labels: { track: 'canary' } },
      ],
    });
    expect(specOf(objects, 'VirtualService', 'api')).toMatchObject({
      http: [
        {
          route: [
            { destination: { host: 'api.shop.svc.cluster.local', subset: 'primary' }, weight: 100 },
            { destination: { host: 'api.shop.svc.cluster.local', subset: 'canary' }, weight: 0 },
          ],
        },
      ],
    });
  });

  it('has the traffic policy in the same DestinationRule', () => {
    const trafficPolicy = { tls: { mode: 'ISTIO_MUTUAL' } } as const;

    expect(specOf(objectsWith({ trafficPolicy }, subsets), 'DestinationRule', 'api')).toMatchObject(
      { subsets: [{}, {}], trafficPolicy },
    );
  });

  it('tells the tracks apart by the label that the plan names', () => {
    const objects = objectsWith({}, { ...subsets, trackLabel: 'release' });

    expect(specOf(objects, 'DestinationRule', 'api')).toMatchObject({
      subsets: [{ labels: { release: 'primary' } }, { labels: { release: 'canary' } }],
    });
  });
});
