import { INGRESS, gateway, other, said, virtualService } from './objects';

describe('IST0161 and IST0149: secrets and tokens of a Gateway', () => {
  const edge = gateway('a/edge', {
    selector: INGRESS,
    servers: [
      {
        port: { number: 443, name: 'https', protocol: 'HTTPS' },
        hosts: ['*'],
        tls: { mode: 'SIMPLE', credentialName: 'cert' },
      },
    ],
  });
  const secret = (path: string, data: object) => ({
    ...other('v1', 'Secret', path, {}),
    data: data as never,
  });
  const codes = (...objects: Parameters<typeof said>[0]) =>
    said([edge, ...objects], 'IST0101', 'IST0161').map((text) => text.slice(0, 7));

  it('are read in the namespace of the pods', () => {
    expect(codes()).toEqual(['IST0101']);
    expect(codes(secret('a/cert', {}))).toEqual(['IST0101']);
    expect(codes(secret('istio-system/cert', { cert: 'aHVzaA==', key: 'aHVzaA==' }))).toEqual([
      'IST0161',
    ]);
    expect(codes(secret('istio-system/cert', { 'tls.crt': 'aHVzaA==' }))).toEqual(['IST0161']);
  });

  it('route by claims only where tokens are checked', () => {
    const http = [
      { match: [{ headers: { '@request.auth.claims.foo': { exact: 'x' } } }], route: [] },
    ];
    const byClaim = virtualService('a/vs', { hosts: ['*'], gateways: ['edge'], http });
    const check = (path: string, selector: object = {}) =>
      other('security.istio.io/v1', 'RequestAuthentication', path, selector as never);

    expect(said([edge, byClaim], 'IST0149')).toEqual(['IST0149 VirtualService a/vs']);
    expect(said([edge, byClaim, check('istio-system/all')], 'IST0149')).toEqual([]);
    expect(said([edge, byClaim, check('a/all')], 'IST0149')).toHaveLength(1);
    expect(
      said(
        [edge, byClaim, check('istio-system/some', { selector: { matchLabels: { app: 'z' } } })],
        'IST0149',
      ),
    ).toHaveLength(1);
  });
});
