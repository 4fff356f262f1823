import type { Json, JsonObject, Manifest } from '../manifest/manifest';
import { expandHost } from './host-name';
import { httpMatchOf } from './http-match';
import { asObject, hasField, labelsIn, listIn, numberIn } from './json-field';
import { objectIn, textIn, textsIn } from './json-field';
import type { MeshSettings } from './mesh-settings';
import { placeIn } from './place';
import { readOnce } from './read-once';
import type { ConnectionMatch, ConnectionRule, HttpAction, HttpRule } from './route-config';
import { MESH, type Mirror, type RouteConfig, type Target } from './route-config';
import { visibilityOf } from './visibility';

/** Reads a VirtualService. Delegates are not followed yet: `followDelegates` does. */
export const virtualServiceOf = readOnce(readVirtualService);

function readVirtualService(manifest: Manifest, settings: MeshSettings): RouteConfig {
  const spec = objectIn(manifest, 'spec');
  const namespace = manifest.metadata.namespace ?? '';
  const gateways = textsIn(spec, 'gateways').map((name) => gatewayName(name, namespace));
  return {
    place: placeIn(manifest, 'spec'),
    namespace,
    hosts: textsIn(spec, 'hosts').map((host) => expandHost(host, namespace)),
    gateways: new Set(gateways.length > 0 ? gateways : [MESH]),
    visibility: visibilityOf(textsIn(spec, 'exportTo'), namespace, settings.virtualServiceExport),
    dialect: 'istio',
    http: listIn(spec, 'http').map((rule, index) =>
      httpRuleOf(manifest, asObject(rule), `spec.http[${index}]`),
    ),
    tcp: connectionRules(manifest, spec, 'tcp'),
    tls: connectionRules(manifest, spec, 'tls'),
  };
}

/** The full name of a Gateway that an object of a namespace names: `ns/name`, or `mesh`. */
export function gatewayName(written: string, namespace: string): string {
  if (written === MESH) return MESH;
  const [first = '', second] = written.split('/');
  if (second !== undefined) return `${first === '.' ? namespace : first}/${second}`;
  const [name = '', ofNamespace] = written.split('.');
  return ofNamespace === undefined ? `${namespace}/${written}` : `${ofNamespace}/${name}`;
}

function httpRuleOf(manifest: Manifest, rule: JsonObject, path: string): HttpRule {
  const namespace = manifest.metadata.namespace ?? '';
  const name = textIn(rule, 'name');
  return {
    place: placeIn(manifest, path),
    ...(name === undefined ? {} : { name }),
    matches: listIn(rule, 'match').map((match) =>
      httpMatchOf(match, (written) => gatewayName(written, namespace)),
    ),
    action: actionOf(manifest, rule, path),
    mirrors: mirrorsOf(manifest, rule, path),
    ...(hasField(rule, 'fault') ? { leftOut: 'the faults that it injects are not counted' } : {}),
  };
}

function actionOf(manifest: Manifest, rule: JsonObject, path: string): HttpAction {
  if (hasField(rule, 'redirect')) {
    const redirect = objectIn(rule, 'redirect');
    const parts = ['scheme', 'authority', 'uri'].map((field) => textIn(redirect, field) ?? '');
    const [scheme = '', authority = '', uri = ''] = parts;
    const location = `${scheme === '' ? '' : `${scheme}://`}${authority}${uri}`;
    return { kind: 'redirect', status: numberIn(redirect, 'redirectCode') ?? 301, location };
  }
  if (hasField(rule, 'directResponse')) {
    const status = numberIn(objectIn(rule, 'directResponse'), 'status') ?? 200;
    return { kind: 'direct-response', status };
  }
  const targets = targetsOf(manifest, rule, path);
  if (targets.length > 0) return { kind: 'split', targets };
  if (hasField(rule, 'delegate')) {
    const delegate = objectIn(rule, 'delegate');
    const namespace = textIn(delegate, 'namespace') ?? manifest.metadata.namespace ?? '';
    return { kind: 'delegate', to: `${namespace}/${textIn(delegate, 'name') ?? ''}` };
  }
  return { kind: 'unknown', reason: 'the rule has no destination, which admission refuses' };
}

function targetsOf(manifest: Manifest, rule: JsonObject, path: string): readonly Target[] {
  return listIn(rule, 'route').map((item, index) => {
    const weight = numberIn(item, 'weight') ?? 0;
    const destination = objectIn(item, 'destination');
    return targetOf(manifest, destination, weight, `${path}.route[${index}]`);
  });
}

function targetOf(manifest: Manifest, destination: Json, weight: number, path: string): Target {
  const port = numberIn(objectIn(destination, 'port'), 'number');
  return {
    host: expandHost(textIn(destination, 'host') ?? '', manifest.metadata.namespace ?? ''),
    subset: textIn(destination, 'subset') ?? '',
    ...(port ? { port } : {}),
    weight,
    place: placeIn(manifest, path),
  };
}

function mirrorsOf(manifest: Manifest, rule: JsonObject, path: string): readonly Mirror[] {
  const several = listIn(rule, 'mirrors').map((item, index) => ({
    target: targetOf(manifest, objectIn(item, 'destination'), 0, `${path}.mirrors[${index}]`),
    percent: percentIn(item, 'percentage') ?? 100,
  }));
  const mirrors = several.length > 0 ? several : oneMirror(manifest, rule, path);
  return mirrors.filter(({ percent }) => percent > 0);
}

function oneMirror(manifest: Manifest, rule: JsonObject, path: string): readonly Mirror[] {
  if (!hasField(rule, 'mirror')) return [];
  const target = targetOf(manifest, objectIn(rule, 'mirror'), 0, `${path}.mirror`);
  const percent = percentIn(rule, 'mirrorPercentage') ?? numberIn(rule, 'mirrorPercent') ?? 100;
  return [{ target, percent }];
}

/** A Percent that is there but has no value is 0: the default of the wire format. */
function percentIn(owner: Json, field: string): number | undefined {
  return hasField(owner, field) ? (numberIn(objectIn(owner, field), 'value') ?? 0) : undefined;
}

function connectionRules(
  manifest: Manifest,
  spec: JsonObject,
  field: 'tcp' | 'tls',
): readonly ConnectionRule[] {
  return listIn(spec, field).map((item, index) => {
    const path = `spec.${field}[${index}]`;
    return {
      place: placeIn(manifest, path),
      matches: listIn(item, 'match').map((match) =>
        connectionMatchOf(match, manifest.metadata.namespace ?? ''),
      ),
      targets: targetsOf(manifest, asObject(item), path),
    };
  });
}

function connectionMatchOf(match: Json, namespace: string): ConnectionMatch {
  const port = numberIn(match, 'port');
  const sourceNamespace = textIn(match, 'sourceNamespace');
  return {
    gateways: textsIn(match, 'gateways').map((name) => gatewayName(name, namespace)),
    sourceLabels: labelsIn(match, 'sourceLabels'),
    ...(sourceNamespace ? { sourceNamespace } : {}),
    ...(port ? { port } : {}),
    sniHosts: textsIn(match, 'sniHosts'),
    destinationSubnets: textsIn(match, 'destinationSubnets'),
  };
}
