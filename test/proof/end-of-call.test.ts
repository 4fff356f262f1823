import type { Manifest } from '../../src/manifest/manifest';
import { meshSettings } from '../../src/mesh/mesh-settings';
import { prove } from '../../src/proof/prove';
import { service } from '../mesh/shop';
import { pods, subsetRoute, rule, WEB_SERVICE } from './hazard-shop';

const STABLE = [WEB_SERVICE, pods('stable', 3)];
const REGISTRY_ONLY = meshSettings({ outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' } });

describe('a name of the cluster that no Service has', () => {
  it('answers nobody, though the proxy lets the request pass', () => {
    const routed = [rule('stable'), subsetRoute({ stable: 100 })];
    const found = codes([...STABLE, ...routed], [pods('stable', 3), ...routed]);

    expect(found).toEqual(['sidecar UF']);
  });

  it('is no loss before there is a Service, nor after all that names it is gone', () => {
    expect(codes([], STABLE)).toEqual([]);
    expect(codes(STABLE, [])).toEqual([]);
  });
});

describe('a mesh that lets out registered names only', () => {
  const hidden = service('web', { app: 'web' });
  const own = {
    ...hidden,
    metadata: { ...hidden.metadata, annotations: { 'networking.istio.io/exportTo': '.' } },
  };
  const other = service('front/other', { app: 'other' });

  it('answers 502 in the place of a Service that callers see no more', () => {
    const { violations } = prove(
      [...STABLE, other],
      [own, pods('stable', 3), other],
      {},
      REGISTRY_ONLY,
    );

    expect(violations.map(({ message }) => message)).toEqual([
      'once Service shop/web arrives, all requests of a sidecar in front to web.shop.svc.cluster.local:80 get 502 (the mesh lets out calls to registered names only)',
    ]);
  });

  it('and one that lets out all passes the requests on', () => {
    expect(codes([...STABLE, other], [own, pods('stable', 3), other])).toEqual([]);
  });
});

function codes(before: readonly Manifest[], after: readonly Manifest[]): readonly string[] {
  return prove(before, after).violations.flatMap(({ code, caller }) =>
    code === undefined ? [] : [`${caller?.kind ?? ''} ${code}`],
  );
}
