import type { JsonObject } from '../../src/manifest/manifest';
import type { MeshRequest } from '../../src/mesh/request';
import { ask, destinationRule, SHOP, sidecar, split, virtualService } from './shop';

/** Whether a request is taken by a rule with a match; all else is a 404. */
function takes(match: JsonObject, request: Partial<MeshRequest>): boolean | string {
  const http = [split({ canary: 1 }, { match: [match] })];
  const objects = [...SHOP, destinationRule(), virtualService('web', { http })];
  const { kind } = ask(objects, sidecar(), request);
  if (kind === 'route') return true;
  return kind === 'no-route' ? false : kind;
}

describe('a match of a VirtualService', () => {
  it('takes a prefix as text, not by segment', () => {
    expect(takes({ uri: { prefix: '/foo' } }, { path: '/foobar' })).toBe(true);
    expect(takes({ uri: { prefix: '/foo' } }, { path: '/fo' })).toBe(false);
  });

  it('looks at letters as written unless ignoreUriCase', () => {
    expect(takes({ uri: { prefix: '/foo' } }, { path: '/FOO' })).toBe(false);
    expect(takes({ uri: { exact: '/Foo' }, ignoreUriCase: true }, { path: '/fOO' })).toBe(true);
  });

  it('wants the whole path to match an expression, without the query', () => {
    expect(takes({ uri: { regex: '/v[12]' } }, { path: '/v2?x=1' })).toBe(true);
    expect(takes({ uri: { regex: '/v[12]' } }, { path: '/v2/x' })).toBe(false);
    expect(takes({ uri: { regex: '(?i)/v1' } }, { path: '/V1' })).toBe(true);
  });

  it('is unknown where an expression is not understood', () => {
    expect(takes({ uri: { regex: '/(?P<a>x)' } }, { path: '/x' })).toBe('unknown');
  });

  it('compares headers whatever the case of their names', () => {
    expect(takes({ headers: { 'x-qa': { exact: '1' } } }, { headers: { 'X-QA': '1' } })).toBe(true);
    expect(takes({ headers: { 'x-qa': { exact: '1' } } }, { headers: { 'x-qa': '12' } })).toBe(
      false,
    );
    expect(takes({ headers: { 'x-qa': { prefix: '1' } } }, { headers: { 'x-qa': '12' } })).toBe(
      true,
    );
  });

  it('with an empty condition on a header wants it to be there', () => {
    expect(takes({ headers: { 'x-qa': {} } }, { headers: { 'x-qa': '' } })).toBe(true);
    expect(takes({ headers: { 'x-qa': {} } }, {})).toBe(false);
  });

  it('of withoutHeaders takes a missing header as an empty one', () => {
    const match = { withoutHeaders: { 'x-qa': { exact: '1' } } };
    expect(takes(match, {})).toBe(true);
    expect(takes(match, { headers: { 'x-qa': '2' } })).toBe(true);
    expect(takes(match, { headers: { 'x-qa': '1' } })).toBe(false);
    expect(takes({ withoutHeaders: { 'x-qa': { regex: '.*' } } }, {})).toBe(false);
    expect(takes({ withoutHeaders: { 'x-qa': {} } }, { headers: { 'x-qa': '' } })).toBe(false);
  });

  it('compares method, scheme, authority and query parameters', () => {
    expect(takes({ method: { exact: 'POST' } }, { method: 'POST' })).toBe(true);
    expect(takes({ method: { exact: 'POST' } }, {})).toBe(false);
    expect(takes({ scheme: { exact: 'https' } }, {})).toBe(false);
    expect(takes({ authority: { prefix: 'web.shop' } }, {})).toBe(true);
    expect(takes({ queryParams: { beta: { exact: '1' } } }, { path: '/?beta=1' })).toBe(true);
    expect(takes({ queryParams: { beta: { exact: '1' } } }, { path: '/?Beta=1' })).toBe(false);
  });

  it('on the claims of a token is unknown', () => {
    expect(takes({ headers: { '@request.auth.claims.sub': { exact: 'x' } } }, {})).toBe('unknown');
  });
});

describe('the rules of a VirtualService', () => {
  const http = [
    split({ canary: 1 }, { match: [{ sourceLabels: { app: 'qa' } }, { port: 8080 }] }),
    split({ stable: 1 }, { match: [{ gateways: ['edge'], sourceLabels: { app: 'shop' } }] }),
  ];
  const objects = [...SHOP, destinationRule(), virtualService('web', { http })];

  it('bind by labels of the caller', () => {
    expect(ask(objects, sidecar('shop', { app: 'qa' })).workloads).toEqual({
      'shop/web-canary': 1,
    });
  });

  it('that leave nothing for a caller are as if the object did not exist', () => {
    expect(ask(objects, sidecar('shop', { app: 'shop' })).workloads).toEqual({
      'shop/web-stable': 0.75,
      'shop/web-canary': 0.25,
    });
  });

  it('let gateways decide alone: labels beside them do not count', () => {
    const meshToo = [
      split({ canary: 1 }, { match: [{ gateways: ['mesh'], sourceLabels: { app: 'qa' } }] }),
    ];
    const found = ask([...SHOP, destinationRule(), virtualService('web', { http: meshToo })]);
    expect(found.workloads).toEqual({ 'shop/web-canary': 1 });
  });

  it('after one that takes everything are never reached', () => {
    const late = [
      split({ stable: 1 }, { match: [{ uri: { prefix: '/' } }] }),
      split({ canary: 1 }, { match: [{ headers: { 'x-qa': { exact: '1' } } }] }),
    ];
    const world = [...SHOP, destinationRule(), virtualService('web', { http: late })];
    const found = ask(world, sidecar(), { headers: { 'x-qa': '1' } });
    expect(found.workloads).toEqual({ 'shop/web-stable': 1 });
  });
});
