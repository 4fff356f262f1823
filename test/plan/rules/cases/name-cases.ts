import { accepts, refuses, type RuleCase } from '../rule-case';

const named = (name: unknown) => ({ plan: { name } });
const names = (overrides: unknown) => ({ plan: { names: overrides } });

export const nameCases: readonly RuleCase[] = [
  accepts('name-invalid', 'a name of 55 characters', named('a'.repeat(55))),
  accepts('name-invalid', 'a longer name when both tracks have their own', {
    plan: { name: 'a'.repeat(60), names: { primary: 'p', canary: 'c' } },
  }),
  accepts(
    'name-invalid',
    'a VirtualService whose name has dots',
    names({ mesh: 'api.shop', external: 'api.example.com' }),
  ),
  refuses('name-invalid', 'a name of 56 characters', named('a'.repeat(56)), 'name', 'too long'),
  refuses('name-invalid', 'a name that begins with a digit', named('0api'), 'name'),
  refuses('name-invalid', 'a name with capitals', named('Api'), 'name'),
  refuses('name-invalid', 'a path', named('../api'), 'name'),
  refuses('name-invalid', 'no name', named(undefined), 'name'),
  refuses('name-invalid', 'names that are no object', names('api'), 'names'),
  refuses('name-invalid', 'an unknown name', names({ stable: 'x' }), 'names.stable'),
  refuses(
    'name-invalid',
    'bad names of objects',
    names({ primary: '1', canary: 'x.y', mesh: 'X', gateway: 'a.b' }),
    ['names.primary', 'names.canary', 'names.mesh', 'names.gateway'],
  ),
  refuses(
    'name-invalid',
    'one name for both tracks',
    names({ primary: 'x', canary: 'x' }),
    ['names.canary', 'names.canary', 'names.canary'],
    'kind Deployment',
  ),
  refuses(
    'name-invalid',
    "the Service's name for a track",
    names({ primary: 'api' }),
    'names.primary',
    'kind Service',
  ),
  refuses(
    'name-invalid',
    'one name for both VirtualServices',
    names({ external: 'api' }),
    'names.external',
    'VirtualService',
  ),
  accepts('environment-invalid', 'a name with dots', { plan: { environment: 'eu-west.1' } }),
  refuses('environment-invalid', 'a path', { plan: { environment: 'prod/eu' } }, 'environment'),
  refuses(
    'environment-invalid',
    'the directory above',
    { plan: { environment: '..' } },
    'environment',
  ),
  refuses('environment-invalid', 'an empty name', { plan: { environment: '' } }, 'environment'),
  refuses(
    'environment-invalid',
    "a bad name of the app's",
    { environment: 'prod eu' },
    'environment',
  ),
  refuses(
    'namespace-missing',
    'a chart without namespace',
    {
      namespace: undefined,
      deployment: (good) => ({ ...good, metadata: { name: 'api' } }),
    },
    'Deployment api',
    'no namespace',
  ),
  accepts('namespace-missing', 'a chart with a namespace', {}),
  refuses(
    'namespace-differs',
    'a workload in another namespace',
    {
      deployment: (good) => ({ ...good, metadata: { name: 'api', namespace: 'other' } }),
    },
    'Deployment other/api',
    'not in the namespace',
  ),
  refuses(
    'namespace-differs',
    'a namespace with capitals',
    {
      namespace: 'Shop',
      deployment: (good) => ({ ...good, metadata: { name: 'api', namespace: 'Shop' } }),
    },
    'Deployment Shop/api',
  ),
  accepts('namespace-differs', 'a namespace of digits', {
    namespace: '1',
    deployment: (good) => ({ ...good, metadata: { name: 'api', namespace: '1' } }),
  }),
  accepts('label-key-invalid', 'a key with a domain', {
    plan: { trackLabel: 'example.com/track' },
  }),
  refuses(
    'label-key-invalid',
    'a key with a blank',
    { plan: { trackLabel: 'the track' } },
    'trackLabel',
  ),
  refuses('label-key-invalid', 'two slashes', { plan: { trackLabel: 'a/b/c' } }, 'trackLabel'),
  refuses('label-key-invalid', 'no text', { plan: { trackLabel: null } }, 'trackLabel'),
];
