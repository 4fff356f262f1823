import { router } from '../context';
import { accepts, refuses, type RuleCase } from '../rule-case';

const gateway = (value: unknown) => ({ plan: router({ gateway: value, http: undefined }) });
const tls = (value: unknown) => gateway({ selector: { istio: 'ingressgateway' }, tls: value });
const bare = { kind: 'istio' };

export const routerCases: readonly RuleCase[] = [
  accepts('router-unknown', 'Istio for callers in the mesh alone', { plan: { router: bare } }),
  refuses('router-unknown', 'no router', { plan: { router: undefined } }, 'router'),
  refuses('router-unknown', 'a text', { plan: { router: 'istio' } }, 'router'),
  refuses('router-unknown', 'another kind', { plan: router({ kind: 'nginx' }) }, 'router.kind'),
  accepts('layout-outside-mesh', 'subsets with nobody outside', {
    plan: { layout: 'subsets', outsideMesh: 'none' },
  }),
  accepts('layout-outside-mesh', 'services with nobody outside', {
    plan: { layout: 'services', outsideMesh: 'none' },
  }),
  refuses('layout-outside-mesh', 'an unknown layout', { plan: { layout: 'hosts' } }, 'layout'),
  refuses(
    'layout-outside-mesh',
    'subsets without a word about callers outside',
    { plan: { layout: 'subsets' } },
    'outsideMesh',
    'not said',
  ),
  refuses(
    'layout-outside-mesh',
    'services that may leak',
    { plan: { outsideMesh: 'may-reach-canary' } },
    'outsideMesh',
  ),
  refuses(
    'layout-outside-mesh',
    'something else',
    { plan: { layout: 'subsets', outsideMesh: true } },
    'outsideMesh',
  ),
  accepts('gateway-reference', 'namespace and name', gateway('istio-system/public')),
  refuses(
    'gateway-reference',
    'a name alone',
    gateway('public'),
    'router.gateway',
    'with its namespace',
  ),
  refuses('gateway-reference', 'the mesh', gateway('mesh'), 'router.gateway', 'no gateway'),
  refuses('gateway-reference', 'three parts', gateway('a/b/c'), 'router.gateway'),
  refuses('gateway-reference', 'the namespace `.`', gateway('./public'), 'router.gateway'),
  refuses('gateway-reference', 'a list', gateway(['a/b']), 'router.gateway', 'not a gateway'),
  accepts(
    'gateway-selector',
    'several labels',
    gateway({ selector: { istio: 'ingressgateway', team: 'shop' } }),
  ),
  refuses('gateway-selector', 'no selector', gateway({}), 'router.gateway.selector'),
  refuses('gateway-selector', 'an empty one', gateway({ selector: {} }), 'router.gateway.selector'),
  refuses(
    'gateway-selector',
    'a label that is no text',
    gateway({ selector: { istio: true } }),
    'router.gateway.selector.istio',
  ),
  accepts('tls-invalid', 'a certificate alone', tls({ credentialName: 'shop.example.com' })),
  refuses(
    'tls-invalid',
    'a Secret of another namespace',
    tls({ credentialName: 'istio-system/shop' }),
    'router.gateway.tls.credentialName',
  ),
  refuses('tls-invalid', 'no name', tls({}), 'router.gateway.tls.credentialName'),
  refuses(
    'tls-invalid',
    'an unknown way with plain HTTP',
    tls({ credentialName: 'shop', plainHttp: 'allow' }),
    'router.gateway.tls.plainHttp',
  ),
  refuses('tls-invalid', 'a text', tls('shop'), 'router.gateway.tls'),
];
