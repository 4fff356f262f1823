import { said, service } from './objects';

describe('IST0118 and IST0150: names of ports', () => {
  const named = (port: object, more: object = {}, labels: object = {}) =>
    said(
      [
        service(
          'a/web',
          { ports: [{ port: 8080, protocol: 'TCP', ...port }], ...more },
          { labels: labels as never },
        ),
      ],
      'IST0118',
      'IST0150',
    ).map((text) => text.slice(0, 7));

  it.each([
    ['http', []],
    ['tcp-foo', []],
    ['grpc-web', []],
    ['HTTP-api', []],
    ['foo', ['IST0118']],
    ['httpfoo', ['IST0118']],
    ['', ['IST0118']],
  ])('%s', (name, expected) => {
    expect(named({ name })).toEqual(expected);
  });

  it('need none with a known appProtocol, for UDP, or where the port itself tells', () => {
    expect(named({ appProtocol: 'http' })).toEqual([]);
    expect(named({ appProtocol: 'kubernetes.io/h2c' })).toEqual([]);
    expect(named({ appProtocol: 'mine', name: 'http' })).toEqual(['IST0118']);
    expect(named({ protocol: 'UDP' })).toEqual([]);
    expect(named({ port: 3306 })).toEqual([]);
  });

  it("are not looked at in Istio's own Services", () => {
    expect(named({}, {}, { istio: 'pilot' })).toEqual([]);
    expect(named({}, {}, { 'gateway.istio.io/managed': 'istio.io-gateway-controller' })).toEqual(
      [],
    );
  });

  it.each([['foo'], ['tcp'], ['']])('of ExternalName Services: %s', (name) => {
    expect(named({ name }, { type: 'ExternalName', externalName: 'x.y' })).toEqual(['IST0150']);
  });
});
