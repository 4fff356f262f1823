import { deployment, destinationRule, other, pod, said, service } from './objects';

describe('IST0173 and IST0174: pods of subsets', () => {
  const web = service('a/web', { selector: { app: 'web' }, ports: [{ port: 80, name: 'http' }] });
  const rule = (host: string, labels: object = { version: 'v1' }) =>
    destinationRule('a/web', { host, subsets: [{ name: 'v1', labels: labels as never }] });
  const codes = (...objects: Parameters<typeof said>[0]) =>
    said(objects, 'IST0173', 'IST0174').map((text) => text.slice(0, 7));

  it('are Pod objects with its labels, of whatever Service and namespace', () => {
    expect(codes(web, rule('web'))).toEqual(['IST0173']);
    expect(codes(web, rule('web'), pod('a/p', { app: 'web', version: 'v1' }))).toEqual([]);
    expect(codes(web, rule('web'), pod('b/p', { app: 'api', version: 'v1' }))).toEqual([]);
    expect(
      codes(web, rule('web'), deployment('a/web', { labels: { app: 'web', version: 'v1' } })),
    ).toEqual(['IST0173']);
  });

  it('have the labels of their nodes, if those say anything', () => {
    const node = (region: string) =>
      other('v1', 'Node', 'n1', {}, { labels: { 'topology.kubernetes.io/region': region } });
    const placed = pod('a/p', { app: 'web' }, { nodeName: 'n1' });
    const by = (key: string, value: string) => rule('web', { [key]: value });

    expect(codes(web, placed, node('west'), by('topology.kubernetes.io/region', 'west'))).toEqual(
      [],
    );
    expect(codes(web, placed, node(''), by('topology.kubernetes.io/region', ''))).toEqual([
      'IST0173',
    ]);
    expect(codes(web, placed, node('west'), by('kubernetes.io/hostname', 'n1'))).toEqual([]);
  });

  it('of a host that nobody has are not looked for, wildcards included', () => {
    expect(codes(web, rule('nobody'))).toEqual(['IST0174']);
    expect(codes(web, rule('*.a.svc.cluster.local'))).toEqual(['IST0174']);
  });

  it('without labels are all pods', () => {
    expect(codes(web, rule('web', {}))).toEqual([]);
  });
});
