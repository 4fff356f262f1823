import { deployment, object, withContainers } from '../context';
import { accepts, refuses, type RuleCase } from '../rule-case';

const to = (version: unknown) => ({ plan: { to: version } });
const two = withContainers([
  { name: 'api', image: 'a' },
  { name: 'proxy', image: 'b' },
]);

export const versionCases: readonly RuleCase[] = [
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
];
