import { analyze } from '../../../src/check/istio-analysis/analyze';
import { analysisRules } from '../../../src/check/istio-analysis/analysis-rules';
import type { Breach } from '../../../src/check/rule';
import { checkState } from '../../../src/check/state';
import { describe as tell } from '../../../src/manifest/identity';
import type { Json, JsonObject, Manifest } from '../../../src/manifest/manifest';

/** What the analyzers of Istio say of objects: `IST0101 VirtualService shop/web`, those of some codes only. */
export function said(objects: readonly Manifest[], ...codes: readonly string[]): string[] {
  return analyze(objects)
    .filter(({ code }) => codes.includes(code))
    .map(({ code, manifest }) => `${code} ${tell(manifest)}`)
    .sort();
}

/** The messages of the analyzers of one code. */
export function messages(objects: readonly Manifest[], code: string): string[] {
  return analyze(objects)
    .filter((message) => message.code === code)
    .map(({ message }) => message);
}

/** What our own rule of a code finds. */
export function found(objects: readonly Manifest[], code: string): readonly Breach[] {
  const state = checkState(objects);
  return analysisRules.flatMap((rule) => rule.find(state)).filter((breach) => breach.code === code);
}

type Spec = Readonly<Record<string, Json>>;

function object(
  apiVersion: string,
  kind: string,
  path: string,
  spec: Spec,
  more: JsonObject = {},
): Manifest {
  const [name = '', namespace] = path.split('/').reverse();
  const metadata = { name, ...(namespace === undefined ? {} : { namespace }), ...more };
  return { apiVersion, kind, metadata, spec };
}

export const virtualService = (path: string, spec: Spec, more?: JsonObject): Manifest =>
  object('networking.istio.io/v1', 'VirtualService', path, spec, more);

export const destinationRule = (path: string, spec: Spec): Manifest =>
  object('networking.istio.io/v1', 'DestinationRule', path, spec);

export const gateway = (path: string, spec: Spec): Manifest =>
  object('networking.istio.io/v1', 'Gateway', path, spec);

export const serviceEntry = (path: string, spec: Spec): Manifest =>
  object('networking.istio.io/v1', 'ServiceEntry', path, spec);

export const service = (path: string, spec: Spec, more?: JsonObject): Manifest =>
  object('v1', 'Service', path, spec, more);

export const pod = (
  path: string,
  labels: JsonObject,
  spec: Spec = {},
  more: JsonObject = {},
): Manifest =>
  object(
    'v1',
    'Pod',
    path,
    { containers: [{ name: 'app', image: 'app:1' }], ...spec },
    { labels, ...more },
  );

export const namespace = (name: string, labels: JsonObject = {}): Manifest =>
  object('v1', 'Namespace', name, {}, { labels });

export const deployment = (path: string, metadata: JsonObject, spec: Spec = {}): Manifest =>
  object('apps/v1', 'Deployment', path, {
    template: { metadata, spec: { containers: [{ name: 'app', image: 'app:1' }], ...spec } },
  });

export const other = object;

/** One HTTP route to hosts, as `host`, `host:port` or `host/subset`. */
export function routes(...targets: readonly string[]): Json {
  return [{ route: targets.map((target) => ({ destination: destination(target) })) }];
}

/** A destination written as `host`, `host:port` or `host/subset`. */
export function destination(target: string): Json {
  const [rest = '', subset] = target.split('/');
  const [host = '', port] = rest.split(':');
  return {
    host,
    ...(subset === undefined ? {} : { subset }),
    ...(port === undefined ? {} : { port: { number: Number(port) } }),
  };
}

/** A server of a Gateway. */
export function server(port: number, ...hosts: readonly string[]): Json {
  return { port: { number: port, name: `p${port}`, protocol: 'HTTP' }, hosts };
}

export const INGRESS: Json = { istio: 'ingressgateway' };
