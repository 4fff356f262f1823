import type { Json, Manifest } from '../../src/manifest/manifest';
import type { Caller } from '../../src/mesh/caller';
import { indexWorld } from '../../src/mesh/index-world';
import { tellRequest } from '../../src/proof/counter-example';
import { requestsOf, type RequestClasses } from '../../src/proof/requests';
import {
  gateway,
  INGRESS_GATEWAY,
  object,
  service,
  sidecar,
  virtualService,
  WEB,
} from '../mesh/shop';

const ROUTE: Json = [{ destination: { host: WEB } }];

describe('the requests of a caller', () => {
  it('are one for each class that the matches of a host tell apart', () => {
    const found = told(
      routed([
        {
          match: [{ uri: { prefix: '/demo' }, headers: { 'x-qa': { exact: '1' } } }],
          route: ROUTE,
        },
        { match: [{ method: { exact: 'POST' } }], route: ROUTE },
      ]),
    );

    // with and without the path, the header and the method; the header alone tells nothing
    expect(found).toEqual([
      `${WEB}:80`,
      `POST ${WEB}:80`,
      `${WEB}:80/demo with x-qa: 1`,
      `POST ${WEB}:80/demo with x-qa: 1`,
    ]);
  });

  it('are for each port of each Service, raw where the port is not for HTTP', () => {
    const many = service(
      'web',
      { app: 'web' },
      {
        ports: [
          { port: 80, name: 'http' },
          { port: 8443, name: 'https' },
          { port: 9000, name: 'tcp-raw' },
          { port: 53, name: 'dns', protocol: 'UDP' },
        ],
      },
    );
    const { requests } = requestsOf([indexWorld([many])], sidecar());

    expect(requests).toEqual([
      { host: WEB, port: 80, path: '/' },
      { host: WEB, port: 8443, protocol: 'tls' },
      { host: WEB, port: 9000, protocol: 'tcp' },
    ]);
  });

  it('of a client outside the mesh are for Services alone: it knows no other name', () => {
    const named = virtualService('web', { hosts: ['web.example.com'], http: [{ route: ROUTE }] });
    const { requests } = ask([service('web', {}), named], { kind: 'outside' });

    expect(requests).toEqual([{ host: WEB, port: 80 }]);
  });

  it('of a gateway are for the hosts that both its servers and the routes have', () => {
    const routes = virtualService('web', {
      hosts: ['*.example.com', 'other.test'],
      gateways: ['edge'],
      http: [{ match: [{ authority: { exact: 'api.example.com' } }], route: ROUTE }],
    });
    const { requests, missed } = ask(
      [service('web', {}), gateway('edge', ['*.example.com']), routes],
      INGRESS_GATEWAY,
    );

    expect(requests.map(({ host }) => host)).toEqual(['any.example.com', 'api.example.com']);
    expect(missed).toEqual([]);
  });

  it('know the routes of a Service that is called by a short name, or by one that stands for it', () => {
    const short = virtualService('short', { hosts: ['web.shop'], http: [{ route: ROUTE }] });
    const alias = object('v1', 'Service', 'old', {
      type: 'ExternalName',
      externalName: WEB,
      ports: [{ port: 80, name: 'http' }],
    });
    const demo = virtualService('web', {
      http: [{ match: [{ uri: { prefix: '/demo' } }], route: ROUTE }, { route: ROUTE }],
    });
    const { requests } = ask([service('web', {}), alias, short, demo], sidecar());

    expect(requests.map(({ host, path }) => `${host} ${path ?? ''}`)).toEqual([
      `${WEB} /`,
      `${WEB} /demo`,
      'old.shop.svc.cluster.local /',
      'old.shop.svc.cluster.local /demo',
      'web.shop /',
      'web.shop /demo',
    ]);
  });

  it('tell what was found no request for', () => {
    const { missed } = ask(
      routed([
        { match: [{ uri: { regex: '/(?=x)y' } }], route: ROUTE },
        { match: [{ authority: { exact: 'web' } }], route: ROUTE },
      ]),
      sidecar(),
    );

    expect(missed).toEqual(["path regex '/(?=x)y'", "host exact 'web'"]);
  });
});

function routed(http: Json): readonly Manifest[] {
  return [service('web', { app: 'web' }), virtualService('web', { http })];
}

function ask(manifests: readonly Manifest[], caller: Caller): RequestClasses {
  return requestsOf([indexWorld(manifests)], caller);
}

function told(manifests: readonly Manifest[]): readonly string[] {
  return ask(manifests, sidecar()).requests.map(tellRequest);
}
