import type { AppContext } from '../../../../src/plan/rules/app-context';
import { planOf, router, type Draft, type Loose } from '../context';
import type { AppCase } from '../rule-case';

const release = (construct: string, plan: Loose, draft: Draft = {}) => ({
  plan: { ...planOf({ ...draft, plan }), construct },
});
const prefix = (path: string) => [{ match: [{ uri: { prefix: path } }] }];
const at = (construct: string, name: string, fields: Loose = {}, draft: Draft = {}) =>
  release(construct, { name, ...router({ http: undefined, ...fields }) }, draft);

function app(...releases: AppContext['releases']): AppContext {
  return { releases, charts: [], liveNames: [] };
}

function refuses(
  rule: string,
  what: string,
  context: AppContext,
  places: readonly string[],
  says?: string,
): AppCase {
  return { rule, what, app: context, at: places, says };
}

function accepts(rule: string, what: string, context: AppContext): AppCase {
  return { rule, what, app: context, at: [] };
}

const prod = { environment: 'prod' };
const match = (fields: Loose) => ({ http: [{ match: [fields] }] });

export const appCases: readonly AppCase[] = [
  accepts('release-per-chart', 'a chart for each release', {
    ...app(),
    charts: [
      { chart: 'a', releases: ['a/x'] },
      { chart: 'b', releases: ['b/x'] },
    ],
  }),
  refuses(
    'release-per-chart',
    'two releases in one chart',
    { ...app(), charts: [{ chart: 'a', releases: ['a/x', 'a/y'] }] },
    ['a'],
    "'a/x', 'a/y'",
  ),

  accepts(
    'release-name-taken',
    'one name in two environments',
    app(at('a/x', 'api', {}, prod), at('b/x', 'api', {}, { environment: 'test' })),
  ),
  refuses(
    'release-name-taken',
    'one name twice',
    app(at('a/x', 'api', { hosts: ['a.example.com'] }), at('b/x', 'api')),
    ['b/x'],
    'a/x',
  ),
  refuses(
    'release-name-taken',
    'environments that differ in case',
    app(at('a/x', 'api', {}, prod), at('b/x', 'api', {}, { environment: 'Prod' })),
    ['b/x'],
  ),
  refuses(
    'release-name-taken',
    'a release with the name of an environment',
    app(at('a/x', 'prod', { hosts: ['a.example.com'] }), at('b/x', 'api', {}, prod)),
    ['a/x'],
    'environment of b/x',
  ),
  refuses(
    'release-name-taken',
    'versions that differ in case',
    app(release('a/x', { from: 'V1', to: 'v1' })),
    ['a/x'],
    "'V1' and 'v1'",
  ),

  accepts(
    'host-taken',
    'one host in two environments',
    app(at('a/x', 'a', {}, prod), at('b/x', 'b')),
  ),
  accepts(
    'host-taken',
    'one host at two gateways',
    app(at('a/x', 'a', { gateway: 'x/one' }), at('b/x', 'b', { gateway: 'x/two' })),
  ),
  accepts(
    'host-taken',
    'one host on two ports',
    app(
      at('a/x', 'a', { gateway: { selector: { a: 'b' }, port: 80 } }),
      at('b/x', 'b', { gateway: { selector: { a: 'b' }, port: 81 } }),
    ),
  ),
  accepts(
    'host-taken',
    'path prefixes that exclude each other',
    app(at('a/x', 'a', { http: prefix('/a') }), at('b/x', 'b', { http: prefix('/b') })),
  ),
  accepts(
    'host-taken',
    'methods, headers, parameters and ports that exclude each other',
    app(
      at(
        'a/x',
        'a',
        match({
          method: { exact: 'GET' },
          headers: { 'X-A': { exact: '1' } },
          queryParams: { v: { exact: '1' } },
          port: 80,
        }),
      ),
      at('b/x', 'b', match({ method: { exact: 'PUT' } })),
      at('c/x', 'c', match({ method: { exact: 'POST' }, headers: { 'x-a': { exact: '2' } } })),
      at(
        'd/x',
        'd',
        match({ queryParams: { v: { exact: '2' } }, port: 443, method: { exact: 'HEAD' } }),
      ),
    ),
  ),
  accepts(
    'host-taken',
    'a wildcard and its own domain',
    app(at('a/x', 'a', { hosts: ['*.example.com'] }), at('b/x', 'b', { hosts: ['example.com'] })),
  ),
  refuses(
    'host-taken',
    'one host at one Gateway by name',
    app(at('a/x', 'a', { gateway: 'x/one' }), at('b/x', 'b', { gateway: 'x/one' })),
    ['b/x', 'b/x'],
    'a/x answers',
  ),
  refuses(
    'host-taken',
    'one host at two Gateways for the same pods',
    app(at('a/x', 'a', { hosts: ['a.example.com'] }), at('b/x', 'b', { hosts: ['A.example.com'] })),
    ['b/x'],
  ),
  refuses(
    'host-taken',
    'a Gateway that one creates and the other names',
    app(
      at('a/x', 'a', { hosts: ['a.example.com'] }),
      at('b/x', 'b', { hosts: ['a.example.com'], gateway: 'shop/a' }),
    ),
    ['b/x'],
  ),
  refuses(
    'host-taken',
    "a host below the other's wildcard, in either order",
    app(
      at('a/x', 'a', { hosts: ['a.b.example.com'] }),
      at('b/x', 'b', { hosts: ['*.example.com'], ...match({ uri: { prefix: '/b' } }) }),
      at('c/x', 'c', { hosts: ['*.b.example.com'], ...match({ uri: { prefix: '/c' } }) }),
    ),
    ['a/x', 'a/x'],
    "by '*.b.example.com'",
  ),
  refuses(
    'host-taken',
    'a prefix that is the beginning of the other',
    app(
      at('a/x', 'a', { hosts: ['a.example.com'], http: prefix('/shop') }),
      at('b/x', 'b', { hosts: ['a.example.com'], http: prefix('/shopping') }),
    ),
    ['b/x'],
  ),
  refuses(
    'host-taken',
    'an exact path below a prefix',
    app(
      at('a/x', 'a', { hosts: ['a.example.com'], http: prefix('/a') }),
      at('b/x', 'b', { hosts: ['a.example.com'], ...match({ uri: { exact: '/a/1' } }) }),
    ),
    ['b/x'],
  ),
  refuses(
    'host-taken',
    'paths that differ in case alone when case does not count',
    app(
      at('a/x', 'a', { hosts: ['a.example.com'], http: prefix('/A') }),
      at('b/x', 'b', {
        hosts: ['a.example.com'],
        ...match({ uri: { prefix: '/a' }, ignoreUriCase: true }),
      }),
    ),
    ['b/x'],
  ),
  refuses(
    'host-taken',
    'a regular expression, which may match anything',
    app(
      at('a/x', 'a', { hosts: ['a.example.com'], http: prefix('/a') }),
      at('b/x', 'b', { hosts: ['a.example.com'], ...match({ uri: { regex: '/b.*' } }) }),
    ),
    ['b/x'],
  ),
  refuses(
    'host-taken',
    'one route without conditions',
    app(
      at('a/x', 'a', { hosts: ['a.example.com'], http: [...prefix('/a'), {}] }),
      at('b/x', 'b', { hosts: ['a.example.com'], http: prefix('/b') }),
    ),
    ['b/x'],
  ),

  accepts('live-without-release', 'a release for all that is live', {
    ...app(at('a/x', 'api', {}, prod)),
    liveNames: [{ environment: 'prod', name: 'api' }],
  }),
  refuses(
    'live-without-release',
    'what is live under another name',
    {
      ...app(at('a/x', 'api')),
      liveNames: [{ name: 'old' }, { environment: 'prod', name: 'api' }],
    },
    ['live/old', 'live/prod/api'],
  ),
];
