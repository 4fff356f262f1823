import { router } from '../context';
import { accepts, refuses, type RuleCase } from '../rule-case';

const hosts = (...list: readonly unknown[]) => ({ plan: router({ hosts: list }) });
const gateway = (value: unknown) => ({ plan: router({ gateway: value, http: undefined }) });
const bare = { kind: 'istio' };

export const hostCases: readonly RuleCase[] = [
  accepts('host-invalid', 'a host and a wildcard', hosts('a-1.example.com', '*.x.example')),
  refuses(
    'host-invalid',
    'no list',
    { plan: router({ hosts: 'shop.example.com' }) },
    'router.hosts',
    'not a list',
  ),
  refuses('host-invalid', 'a URL', hosts('https://shop.example.com/'), 'router.hosts[0]', 'scheme'),
  refuses('host-invalid', 'a port', hosts('shop.example.com:80'), 'router.hosts[0]', 'port'),
  refuses('host-invalid', 'a path', hosts('shop.example.com/api'), 'router.hosts[0]', 'path'),
  refuses('host-invalid', 'capitals', hosts('Shop.example.com'), 'router.hosts[0]', 'lower case'),
  refuses(
    'host-invalid',
    'a name without a dot',
    hosts('shop'),
    'router.hosts[0]',
    'without a dot',
  ),
  refuses('host-invalid', 'an address', hosts('10.0.0.1'), 'router.hosts[0]', 'address'),
  refuses(
    'host-invalid',
    'every host, and a part of a label',
    hosts('*', '*-x.example.com', 'a.*.com', 'a_b.example.com', 'a.example.com.'),
    ['router.hosts[0]', 'router.hosts[1]', 'router.hosts[2]', 'router.hosts[3]', 'router.hosts[4]'],
  ),
  refuses('host-invalid', 'a number', hosts(1), 'router.hosts[0]', 'not a text'),
  refuses(
    'host-invalid',
    'a domain of the cluster that is none',
    { plan: router({ clusterDomain: 'cluster local' }) },
    'router.clusterDomain',
  ),
  accepts('host-repeated', 'a wildcard and its own domain', hosts('*.example.com', 'example.com')),
  refuses(
    'host-repeated',
    'the same host twice',
    hosts('a.example.com', 'A.example.com'),
    'router.hosts[1]',
    'router.hosts[0]',
  ),
  refuses(
    'host-repeated',
    'a host below a wildcard',
    hosts('a.b.example.com', '*.example.com'),
    'router.hosts[1]',
  ),
  refuses(
    'host-repeated',
    'a wildcard below a wildcard',
    hosts('*.example.com', '*.b.example.com'),
    'router.hosts[1]',
  ),
  accepts('hosts-without-gateway', 'an empty list', { plan: { router: { ...bare, hosts: [] } } }),
  refuses(
    'hosts-without-gateway',
    'hosts alone',
    { plan: { router: { ...bare, hosts: ['a.example.com'] } } },
    'router.gateway',
  ),
  accepts('gateway-without-hosts', 'a gateway that exists', gateway('istio-system/public')),
  refuses(
    'gateway-without-hosts',
    'a gateway alone',
    { plan: { router: { ...bare, gateway: 'istio-system/public' } } },
    'router.gateway',
  ),
  refuses(
    'gateway-without-hosts',
    'no hosts in the list',
    { plan: { router: { ...bare, hosts: [], gateway: 'a/b' } } },
    'router.gateway',
  ),
  refuses(
    'gateway-without-hosts',
    'base routes for nobody',
    { plan: { router: { ...bare, http: [{}] } } },
    'router.http',
  ),
];
