import type { Manifest } from '../../src/manifest/manifest';
import { indexWorld } from '../../src/mesh/index-world';
import { callersOf, ELSEWHERE } from '../../src/proof/callers';
import { gateway, object, service, virtualService } from '../mesh/shop';
import { pods, ruleAt, subsetRoute, WEB_SERVICE } from './hazard-shop';

const SHOP = [WEB_SERVICE, pods('stable', 3)];

describe('the callers of some objects', () => {
  it('are a sidecar in each namespace and in any other, and a client outside the mesh', () => {
    expect(callersIn([...SHOP, ruleAt('front/web', 'stable')])).toEqual([
      'sidecar in shop',
      'sidecar in front',
      `sidecar in ${ELSEWHERE}`,
      'outside',
    ]);
  });

  it('are those of a namespace that objects are exported to, though nothing is in it', () => {
    const exported = virtualService('web', { http: [], exportTo: ['.', 'billing'] });

    expect(callersIn([...SHOP, exported])).toContain('sidecar in billing');
  });

  it('have each set of labels that a route, a Sidecar or a DestinationRule asks for', () => {
    const routed = virtualService('web', {
      http: [
        { match: [{ sourceLabels: { tier: 'test' } }], route: [] },
        { match: [{ sourceNamespace: 'qa' }], route: [] },
      ],
    });
    const sidecar = object('networking.istio.io/v1', 'Sidecar', 'special', {
      workloadSelector: { labels: { app: 'report' } },
    });
    const found = callersIn([...SHOP, routed, sidecar]);

    expect(found).toContain('sidecar in shop tier=test');
    expect(found).toContain('sidecar in shop app=report');
    expect(found).toContain('sidecar in qa');
  });

  it('are the gateways that Gateways select, where their pods are or where Istio has its own', () => {
    const own = object('apps/v1', 'Deployment', 'edge/ingress', {
      replicas: 1,
      template: { metadata: { labels: { istio: 'ingressgateway' } }, spec: { containers: [] } },
    });

    expect(callersIn([...SHOP, gateway('edge', ['*'])])).toContain(
      'gateway in istio-system istio=ingressgateway',
    );
    expect(callersIn([...SHOP, gateway('edge', ['*']), own])).toContain(
      'gateway in edge istio=ingressgateway',
    );
  });

  it('are on another node too where a Service stays on its node', () => {
    const local = service('near', { app: 'web' }, { internalTrafficPolicy: 'Local' });

    expect(callersIn([...SHOP, local])).toContain('sidecar in shop on another-node');
    expect(callersIn([...SHOP, subsetRoute({ stable: 100 })]).join()).not.toContain('another');
  });
});

function callersIn(manifests: readonly Manifest[]): readonly string[] {
  return callersOf(manifests, [indexWorld(manifests)]).map((caller) => {
    const {
      kind,
      namespace,
      labels = {},
      node,
    } = caller as typeof caller & {
      readonly labels?: Readonly<Record<string, string>>;
    };
    const where = namespace === undefined ? '' : ` in ${namespace}`;
    const named = Object.entries(labels).map(([key, value]) => ` ${key}=${value}`);
    return `${kind}${where}${named.join()}${node === undefined ? '' : ` on ${node}`}`;
  });
}
