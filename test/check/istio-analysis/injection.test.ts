import { namespace, pod, said } from './objects';

describe('IST0102, IST0103, IST0123 and IST0148: injection', () => {
  const codes = (...objects: Parameters<typeof said>[0]) =>
    said(objects, 'IST0102', 'IST0103', 'IST0123', 'IST0148').map((text) => text.slice(0, 7));

  it.each([
    [{}, ['IST0102']],
    [{ 'istio-injection': 'enabled' }, []],
    [{ 'istio-injection': 'disabled' }, []],
    [{ 'istio.io/rev': 'x' }, []],
    [{ 'istio-injection': 'enabled', 'istio.io/rev': 'x' }, ['IST0123']],
    [{ 'istio-injection': 'disabled', 'istio.io/rev': 'x' }, []],
    [{ 'istio.io/dataplane-mode': 'ambient' }, []],
    [{ 'istio-injection': 'enabled', 'istio.io/dataplane-mode': 'ambient' }, ['IST0123']],
    [{ 'istio.io/rev': 'x', 'istio.io/dataplane-mode': 'ambient' }, ['IST0123']],
  ])('a namespace with %j', (labels, expected) => {
    expect(codes(namespace('a', labels))).toEqual(expected);
  });

  it('leaves system namespaces alone', () => {
    expect(codes(namespace('kube-system'), namespace('istio-system'))).toEqual([]);
  });

  it('may be on by default', () => {
    const config = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'istio-sidecar-injector', namespace: 'istio-system' },
      data: { values: '{"sidecarInjectorWebhook":{"enableNamespacesByDefault":true}}' },
    };

    expect(codes(config, namespace('a'))).toEqual(['IST0148']);
  });

  const on = namespace('a', { 'istio-injection': 'enabled' });
  const proxy = { name: 'istio-proxy', image: 'proxy:1' };

  it.each([
    ['without a proxy', pod('a/p', {}), ['IST0103']],
    ['with a proxy', pod('a/p', {}, { containers: [proxy] }), []],
    ['with a native sidecar', pod('a/p', {}, { initContainers: [proxy] }), []],
    ['that opted out by label', pod('a/p', { 'sidecar.istio.io/inject': 'false' }), []],
    [
      'that opted out by annotation',
      pod('a/p', {}, {}, { annotations: { 'sidecar.istio.io/inject': 'false' } }),
      [],
    ],
    [
      'whose label says the contrary of its annotation',
      pod(
        'a/p',
        { 'sidecar.istio.io/inject': 'true' },
        {},
        { annotations: { 'sidecar.istio.io/inject': 'false' } },
      ),
      ['IST0103'],
    ],
    ['on the network of its node', pod('a/p', {}, { hostNetwork: true }), []],
    ['of another namespace', pod('b/p', {}), []],
  ])('a pod %s', (_, one, expected) => {
    expect(codes(on, one)).toEqual(expected);
  });
});
