import { router } from '../context';
import { accepts, refuses, type RuleCase } from '../rule-case';

const step = (...steps: readonly unknown[]) => ({ plan: { steps } });
const header = (route: unknown) => step({ setHeaderRoute: route });
const qa = (...match: readonly unknown[]) => header({ name: 'qa', match });
const on = (headerName: unknown, headerValue: unknown = { exact: '1' }) =>
  qa({ headerName, headerValue });

export const headerRouteCases: readonly RuleCase[] = [
  accepts(
    'header-route-invalid',
    'a regular expression of RE2 that JavaScript lacks',
    on('X-QA', { regex: '(?i)(?P<team>qa|dev)-\\d+' }),
  ),
  accepts(
    'header-route-invalid',
    'one header with two values',
    qa(
      { headerName: 'x-qa', headerValue: { exact: 'a' } },
      { headerName: 'x-qa', headerValue: { prefix: 'a' } },
    ),
  ),
  accepts(
    'header-route-invalid',
    'a route that is set, taken away and set again',
    step(
      { setHeaderRoute: { name: 'qa', match: [{ headerName: 'x', headerValue: { exact: '1' } }] } },
      { setHeaderRoute: { name: 'qa', match: [] } },
      { setHeaderRoute: { name: 'qa', match: [{ headerName: 'y', headerValue: { exact: '1' } }] } },
    ),
  ),
  refuses('header-route-invalid', 'no object', header('qa'), 'steps[0].setHeaderRoute'),
  refuses(
    'header-route-invalid',
    'a name with a slash',
    header({ name: 'qa/1', match: [{ headerName: 'x', headerValue: { exact: '1' } }] }),
    'steps[0].setHeaderRoute.name',
  ),
  refuses(
    'header-route-invalid',
    'a name of 31 characters',
    header({ name: 'a'.repeat(31), match: [{ headerName: 'x', headerValue: { exact: '1' } }] }),
    'steps[0].setHeaderRoute.name',
  ),
  refuses(
    'header-route-invalid',
    'a route taken away that is not there',
    header({ name: 'qa' }),
    'steps[0].setHeaderRoute',
    'not there',
  ),
  refuses(
    'header-route-invalid',
    'a route taken away twice',
    step(
      { setHeaderRoute: { name: 'qa', match: [{ headerName: 'x', headerValue: { exact: '1' } }] } },
      { setHeaderRoute: { name: 'qa' } },
      { setHeaderRoute: { name: 'qa' } },
    ),
    'steps[2].setHeaderRoute',
  ),
  refuses(
    'header-route-invalid',
    'a match that is no list',
    header({ name: 'qa', match: { headerName: 'x' } }),
    'steps[0].setHeaderRoute.match',
  ),
  refuses(
    'header-route-invalid',
    'a header with a colon',
    on(':authority'),
    'steps[0].setHeaderRoute.match[0].headerName',
  ),
  refuses(
    'header-route-invalid',
    'a header whose condition Istio ignores',
    on('Method'),
    'steps[0].setHeaderRoute.match[0].headerName',
    'ignores',
  ),
  refuses(
    'header-route-invalid',
    'an empty value',
    on('x-qa', { exact: '' }),
    'steps[0].setHeaderRoute.match[0].headerValue.exact',
  ),
  refuses(
    'header-route-invalid',
    'two ways to match',
    on('x-qa', { exact: 'a', prefix: 'b' }),
    'steps[0].setHeaderRoute.match[0].headerValue',
  ),
  refuses(
    'header-route-invalid',
    'a value without a way to match',
    on('x-qa', 'true'),
    'steps[0].setHeaderRoute.match[0].headerValue',
  ),
  refuses(
    'header-route-invalid',
    'a broken expression',
    on('x-qa', { regex: '(' }),
    'steps[0].setHeaderRoute.match[0].headerValue.regex',
    'not a regular expression',
  ),
  refuses(
    'header-route-invalid',
    'look-ahead, which RE2 lacks',
    on('x-qa', { regex: '^(?!prod)' }),
    'steps[0].setHeaderRoute.match[0].headerValue.regex',
    'RE2',
  ),
  refuses(
    'header-route-invalid',
    'an expression of 1025 characters',
    on('x-qa', { regex: 'a'.repeat(1025) }),
    'steps[0].setHeaderRoute.match[0].headerValue.regex',
    '1024',
  ),
  refuses(
    'header-route-invalid',
    'the same condition twice',
    qa(
      { headerName: 'X-QA', headerValue: { exact: '1' } },
      { headerName: 'x-qa', headerValue: { exact: '1' } },
    ),
    'steps[0].setHeaderRoute.match[1]',
    'twice',
  ),
  refuses(
    'header-route-invalid',
    'a header that a base route is matched by',
    {
      plan: {
        ...on('x-tenant').plan,
        ...router({ http: [{ match: [{ headers: { 'X-Tenant': { exact: 'a' } } }] }, {}] }),
      },
    },
    'steps[0].setHeaderRoute.match[0].headerName',
    'router.http[0].match[0].headers',
  ),
];
