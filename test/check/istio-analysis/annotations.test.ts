import { deployment, namespace, pod, said, service } from './objects';

describe('IST0107, IST0108, IST0125 and IST0135: annotations', () => {
  const codes = (one: Parameters<typeof said>[0][number]) =>
    said([one], 'IST0107', 'IST0108', 'IST0125', 'IST0135').map((text) => text.slice(0, 7));
  const noted = (annotations: object, labels: object = {}) =>
    pod('p', labels as never, {}, { annotations: annotations as never });

  it.each([
    [
      'an unknown one',
      service(
        's',
        {},
        {
          annotations: {
            'networking.istio.io/exportThree': 'x',
            'networking.istio.io/exportTo': '.',
          },
        },
      ),
      ['IST0108'],
    ],
    ['one of others', service('s', {}, { annotations: { 'kubernetes.io/psp': 'x' } }), []],
    [
      'an unreadable number',
      noted({ 'readiness.status.sidecar.istio.io/periodSeconds': 'bar' }),
      ['IST0125'],
    ],
    ['a readable number', noted({ 'readiness.status.sidecar.istio.io/periodSeconds': '10' }), []],
    [
      'unreadable ports',
      noted({ 'traffic.sidecar.istio.io/excludeInboundPorts': '80,x' }),
      ['IST0125'],
    ],
    [
      'unreadable ranges',
      noted({ 'traffic.sidecar.istio.io/includeOutboundIPRanges': '10.0.0.0' }),
      ['IST0125'],
    ],
    [
      'readable ranges',
      noted({ 'traffic.sidecar.istio.io/includeOutboundIPRanges': '10.0.0.0/8,fd00::/8' }),
      [],
    ],
    ['one for Ingresses on a Pod', noted({ 'kubernetes.io/ingress.class': 'istio' }), ['IST0107']],
    ['the injection annotation', noted({ 'sidecar.istio.io/inject': 'true' }), ['IST0135']],
    [
      'the injection annotation with its label',
      noted({ 'sidecar.istio.io/inject': 'true' }, { 'sidecar.istio.io/inject': 'true' }),
      [],
    ],
    [
      'one for the template on the Deployment',
      {
        ...deployment('d', {}),
        metadata: { name: 'd', annotations: { 'sidecar.istio.io/statsInclusionPrefixes': 'x' } },
      },
      ['IST0107', 'IST0135'],
    ],
    ['one for anything', noted({ 'galley.istio.io/analyze-suppress': 'IST0001' }), []],
  ])('%s', (_, one, expected) => {
    expect(codes(one)).toEqual(expected);
  });

  it('suppress codes on their object', () => {
    const quiet = (value: string) => ({
      ...namespace('a'),
      metadata: { name: 'a', annotations: { 'galley.istio.io/analyze-suppress': value } },
    });

    expect(said([quiet('IST0108,IST0102')], 'IST0102')).toEqual([]);
    expect(said([quiet('*')], 'IST0102')).toEqual([]);
    expect(said([quiet('IST0108')], 'IST0102')).toHaveLength(1);
  });
});
