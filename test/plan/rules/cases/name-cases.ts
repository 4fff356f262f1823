import { deployment, object, router, withContainers } from '../context';
import { accepts, refuses, type RuleCase } from '../rule-case';

const named = (name: unknown) => ({ plan: { name } });
const names = (overrides: unknown) => ({ plan: { names: overrides } });
const to = (version: unknown) => ({ plan: { to: version } });
const two = withContainers([
  { name: 'api', image: 'a' },
  { name: 'proxy', image: 'b' },
]);

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
  refuses(
    'namespace-missing',
    'a workload in another namespace',
    {
      deployment: (good) => ({ ...good, metadata: { name: 'api', namespace: 'other' } }),
    },
    'Deployment other/api',
    'not in the namespace',
  ),
  refuses(
    'namespace-missing',
    'a namespace with capitals',
    {
      namespace: 'Shop',
      deployment: (good) => ({ ...good, metadata: { name: 'api', namespace: 'Shop' } }),
    },
    'Deployment Shop/api',
  ),
  accepts('namespace-missing', 'a namespace of digits', {
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

  accepts('version-name', 'every character that a directory may have', to('1.0_x+y-Z')),
  accepts('version-name', 'a version as an object', to({ name: '2.0.0', image: 'api:2' })),
  refuses('version-name', 'a slash', to('feature/x'), 'to', 'not the name'),
  refuses('version-name', 'a blank in an object', to({ name: 'a b' }), 'to.name'),
  refuses('version-name', 'a hidden directory', to('.1'), 'to'),
  refuses('version-name', '64 characters', to('a'.repeat(64)), 'to'),
  refuses('version-name', 'a number', to({ name: 2 }), 'to.name'),
  refuses('version-name', 'a bad `from`', { plan: { from: '' } }, 'from'),

  accepts(
    'version-change-invalid',
    'image, environment and patch',
    to({
      name: '2',
      image: 'api:2',
      env: { A: 'b' },
      patch: { metadata: { annotations: { a: 'b' } } },
    }),
  ),
  refuses('version-change-invalid', 'an unknown field', to({ name: '2', tag: 'x' }), 'to.tag'),
  refuses(
    'version-change-invalid',
    'an image that is no text',
    to({ name: '2', image: 5 }),
    'to.image',
  ),
  refuses(
    'version-change-invalid',
    'a variable that is no text',
    to({ name: '2', env: { PORT: 8080 } }),
    'to.env.PORT',
  ),
  refuses(
    'version-change-invalid',
    'a patch that is no object',
    to({ name: '2', patch: 'x' }),
    'to.patch',
  ),

  refuses('version-unchanged', 'the version of `from`', to('1.0.0'), 'to'),
  refuses(
    'version-unchanged',
    'the version that is live',
    { plan: { to: { name: '1.0.0', image: 'x' } }, live: {} },
    'to.name',
    'live already',
  ),
  accepts('version-unchanged', 'the version of a `from` that something else is live for', {
    plan: { from: undefined, to: '1.2.0' },
    live: {},
  }),

  accepts('container-unknown', 'a container by name', {
    ...to({ name: '2', image: 'x', container: 'api' }),
    deployment: (good) =>
      withContainers([...(good.spec.template.spec?.containers ?? []), { name: 'proxy' }])(good),
  }),
  refuses(
    'container-unknown',
    'a container that is not there',
    to({ name: '2', image: 'x', container: 'app' }),
    'to.container',
  ),
  refuses(
    'container-unknown',
    'several containers and no name',
    { ...to({ name: '2', env: { A: 'b' } }), deployment: two },
    'to.env',
    '2 containers',
  ),
  refuses(
    'container-unknown',
    'a `from` that names none',
    { plan: { from: { name: '1', image: 'x' } }, deployment: two },
    'from.image',
  ),

  accepts('from-ignored', 'the version that is live', { live: {} }),
  refuses(
    'from-ignored',
    'another version than the live one',
    { plan: { from: '0.9.0' }, live: {} },
    'from',
    "'1.0.0' is live",
  ),

  accepts('same-template', 'another image', {}),
  accepts('same-template', 'another configuration alone', {
    plan: { from: undefined },
    deployment: (good) =>
      withContainers([
        {
          ...good.spec.template.spec?.containers?.[0],
          image: 'api',
          envFrom: [{ configMapRef: { name: 'settings' } }],
        },
      ])(good),
    others: [object('v1', 'ConfigMap', 'settings', { data: { a: '2' } })],
    live: {
      draft: {
        deployment: (good) =>
          withContainers([
            {
              ...good.spec.template.spec?.containers?.[0],
              image: 'api',
              envFrom: [{ configMapRef: { name: 'settings' } }],
            },
          ])(good),
        others: [object('v1', 'ConfigMap', 'settings', { data: { a: '1' } })],
      },
    },
  }),
  refuses('same-template', 'the pods of `from`', { deployment: () => deployment('latest') }, 'to'),
  refuses(
    'same-template',
    'the pods that are live',
    { plan: { from: undefined }, deployment: () => deployment('1.0.0'), live: {} },
    'to',
  ),

  accepts('allow-unknown', 'a reason for a rule that can be allowed', {
    plan: { allow: { 'secret-in-clear': 'a test key' } },
  }),
  refuses(
    'allow-unknown',
    'a rule that cannot be allowed',
    { plan: { allow: { 'weights-increase': 'because' } } },
    "allow['weights-increase']",
  ),
  refuses(
    'allow-unknown',
    'no reason',
    { plan: { allow: { 'secret-in-clear': ' ' } } },
    "allow['secret-in-clear']",
    'no reason',
  ),
  refuses('allow-unknown', 'a list', { plan: { allow: ['secret-in-clear'] } }, 'allow'),

  accepts('track-headers-invalid', 'a plan without them', {
    plan: router({ trackHeaders: undefined }),
  }),
  refuses(
    'track-headers-invalid',
    'headers of one track',
    { plan: router({ trackHeaders: { primary: {} } }) },
    'router.trackHeaders.canary',
  ),
  refuses(
    'track-headers-invalid',
    'a bad header',
    { plan: router({ trackHeaders: { primary: { 'a b': '1' }, canary: { c: 2 } } }) },
    ["router.trackHeaders.primary['a b']", 'router.trackHeaders.canary.c'],
  ),
];
