import { said, virtualService } from './objects';

describe('IST0130 and IST0131: rules that no request reaches', () => {
  const rules = (...http: readonly object[]) =>
    said(
      [virtualService('a/vs', { hosts: ['web'], http: http as never })],
      'IST0130',
      'IST0131',
    ).map((text) => text.slice(0, 7));
  const prefix = (path: string, method?: string, name?: string) => ({
    ...(name === undefined ? {} : { name }),
    uri: { prefix: path },
    ...(method === undefined ? {} : { method: { exact: method } }),
  });
  const rule = (...match: readonly object[]) => ({ match, route: [] });

  it.each([
    ['two without a match', [{ route: [] }, { route: [] }], ['IST0130']],
    ['one after a rule without match', [{ route: [] }, rule(prefix('/a'))], ['IST0130']],
    [
      'two matches after a rule without match',
      [{ route: [] }, rule(prefix('/a'), prefix('/b'))],
      ['IST0130'],
    ],
    ['a repeated match', [rule(prefix('/a')), rule(prefix('/a'))], ['IST0130', 'IST0131']],
    [
      'a repeated match by another name',
      [rule(prefix('/a', undefined, 'one')), rule(prefix('/a', undefined, 'two'))],
      ['IST0130', 'IST0131'],
    ],
    [
      'one of two matches repeated',
      [rule(prefix('/a')), rule(prefix('/a'), prefix('/b'))],
      ['IST0131'],
    ],
    ['a longer prefix after a shorter one', [rule(prefix('/a')), rule(prefix('/ab'))], ['IST0131']],
    ['a shorter prefix after a longer one', [rule(prefix('/ab')), rule(prefix('/a'))], []],
    [
      'a longer prefix in the same rule',
      [rule(prefix('/a', 'GET'), prefix('/ab', 'GET'))],
      ['IST0131'],
    ],
    [
      'a longer prefix with the method that counts when none is said',
      [rule(prefix('/a'), prefix('/ab', 'GET'))],
      ['IST0131'],
    ],
    [
      'a longer prefix with another method',
      [rule(prefix('/a', 'GET')), rule(prefix('/ab', 'POST'))],
      [],
    ],
    ['an exact path after a prefix', [rule(prefix('/')), rule({ uri: { exact: '/' } })], []],
    [
      'the same header condition',
      [
        rule({ ...prefix('/a'), headers: { x: { exact: '1' } } }),
        rule({ ...prefix('/ab'), headers: { x: { exact: '1' } } }),
      ],
      ['IST0131'],
    ],
    [
      'other header conditions',
      [
        rule({ ...prefix('/a'), headers: { x: { exact: '1' } } }),
        rule({ ...prefix('/ab'), headers: { y: { exact: '1' } } }),
      ],
      [],
    ],
  ])('%s', (_, http, expected) => {
    expect(rules(...http)).toEqual(expected);
  });

  it.each(['tcp', 'tls'])('of %s too', (protocol) => {
    const match = [{ port: 31400 }];
    const twice = virtualService('a/vs', { [protocol]: [{ match }, { match }] });

    expect(said([twice], 'IST0130', 'IST0131')).toHaveLength(2);
  });
});
