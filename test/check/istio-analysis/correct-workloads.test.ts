import { deployment, found, gateway, namespace, other, server, service } from './objects';

type Objects = Parameters<typeof found>[0];

const told = (code: string, ...objects: Objects) =>
  found(objects, code).map(({ severity = 'as its rule', message }) => `${severity}: ${message}`);

describe('workloads of Deployments', () => {
  it('that ask for a proxy need no label of their namespace (IST0102)', () => {
    const asks = deployment('a/web', { labels: { 'sidecar.istio.io/inject': 'true' } });

    expect(told('IST0102', namespace('a'), asks)).toEqual([]);
    expect(told('IST0102', namespace('a'), asks, deployment('a/api', {}))).toHaveLength(1);
    expect(told('IST0102', namespace('a'))).toHaveLength(1);
  });

  it('count for a policy (IST0127)', () => {
    const policy = other('security.istio.io/v1', 'AuthorizationPolicy', 'a/p', {
      selector: { matchLabels: { app: 'web' } },
    });
    const on = namespace('a', { 'istio-injection': 'enabled' });

    expect(told('IST0127', on, policy, deployment('a/web', { labels: { app: 'web' } }))).toEqual(
      [],
    );
    expect(told('IST0127', on, policy, deployment('a/web', { labels: { app: 'api' } }))[0]).toMatch(
      /^as its rule/,
    );
    expect(told('IST0127', policy)[0]).toMatch(/^warning: .*in the files given/);
  });

  it('count for the ports of a Gateway (IST0162)', () => {
    const listening = gateway('infra/edge', {
      selector: { istio: 'ingressgateway' },
      servers: [server(8443, '*')],
    });
    const run = deployment('infra/edge', { labels: { istio: 'ingressgateway' } });
    const front = (port: number) =>
      service('infra/edge', {
        selector: { istio: 'ingressgateway' },
        ports: [{ port, targetPort: port }],
      });

    expect(told('IST0162', listening)[0]).toMatch(/^warning: .*in the files given/);
    expect(told('IST0162', listening, run, front(8443))).toEqual([]);
    expect(told('IST0162', listening, run, front(80))[0]).toMatch(/^as its rule/);
  });
});
