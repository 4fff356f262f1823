import type { Json, Manifest } from '../manifest/manifest';
import { ANY_REQUEST, type HttpMatch } from './http-match';
import { asObject, hasField, listIn, numberIn, objectIn, textIn } from './json-field';
import { placeIn } from './place';
import { isSplit, targetOfBackend, type BackendCheck } from './http-route-backend';
import type { HttpAction, HttpRule, Mirror } from './route-config';
import { regexMatch, segmentMatch, type StringMatch } from './string-match';

/** The rules of an HTTPRoute, one for each match, in the order written. */
export function httpRouteRules(route: Manifest, refusal: BackendCheck): readonly HttpRule[] {
  const { name, namespace = '' } = route.metadata;
  return listIn(objectIn(route, 'spec'), 'rules').flatMap((item, index) => {
    const path = `spec.rules[${index}]`;
    const shared = {
      place: placeIn(route, path),
      name: `${namespace}.${name}.${index}`,
      action: actionOf(route, item, path, refusal),
      mirrors: mirrorsOf(route, item, path, refusal),
    };
    const matches = listIn(item, 'matches');
    // The CRD's default: one match of the prefix `/`.
    return (matches.length > 0 ? matches : [{}]).map((match) => ({
      ...shared,
      matches: [matchOf(match)],
    }));
  });
}

function matchOf(match: Json): HttpMatch {
  const path = objectIn(match, 'path');
  const method = textIn(match, 'method');
  return {
    ...ANY_REQUEST,
    uri: pathMatch(textIn(path, 'type') ?? 'PathPrefix', textIn(path, 'value') ?? '/'),
    ...(method === undefined ? {} : { method: { kind: 'exact' as const, value: method } }),
    headers: conditions(match, 'headers', (name) => name.toLowerCase()),
    queryParams: conditions(match, 'queryParams', (name) => name),
  };
}

function pathMatch(type: string, value: string): StringMatch {
  if (type === 'Exact') return { kind: 'exact', value };
  return type === 'RegularExpression' ? regexMatch(value) : segmentMatch(value);
}

/** Of conditions on one name the first stands: Gateway API, HTTPRouteMatch. */
function conditions(
  match: Json,
  field: string,
  keyOf: (name: string) => string,
): ReadonlyMap<string, StringMatch> {
  const found = new Map<string, StringMatch>();
  for (const item of listIn(match, field)) {
    const key = keyOf(textIn(item, 'name') ?? '');
    const value = textIn(item, 'value') ?? '';
    const exact: StringMatch = { kind: 'exact', value };
    const regex = textIn(item, 'type') === 'RegularExpression';
    if (!found.has(key)) found.set(key, regex ? regexMatch(value) : exact);
  }
  return found;
}

function actionOf(route: Manifest, rule: Json, path: string, refusal: BackendCheck): HttpAction {
  const filters = listIn(rule, 'filters');
  const redirect = filters.find((filter) => textIn(filter, 'type') === 'RequestRedirect');
  if (redirect !== undefined) {
    const fields = objectIn(redirect, 'requestRedirect');
    const location = `${textIn(fields, 'hostname') ?? ''}${textIn(objectIn(fields, 'path'), 'replaceFullPath') ?? ''}`;
    return { kind: 'redirect', status: numberIn(fields, 'statusCode') ?? 302, location };
  }
  if (filters.some((filter) => textIn(filter, 'type') === 'ExtensionRef')) {
    return { kind: 'unknown', reason: 'filters by extensionRef are not modelled' };
  }
  const backends = listIn(rule, 'backendRefs');
  // Istio 1.30: 404 without backends, 500 with only zero weights; 1.29 and 1.31 answer 500 to both.
  if (backends.length === 0) return { kind: 'direct-response', status: 404 };
  const targets = backends
    .map((backend, index) =>
      targetOfBackend(route, asObject(backend), `${path}.backendRefs[${index}]`, refusal),
    )
    .filter(isSplit);
  if (targets.length === 0) return { kind: 'direct-response', status: 500 };
  return { kind: 'split', targets };
}

function mirrorsOf(
  route: Manifest,
  rule: Json,
  path: string,
  refusal: BackendCheck,
): readonly Mirror[] {
  return listIn(rule, 'filters').flatMap((filter, index) => {
    if (textIn(filter, 'type') !== 'RequestMirror') return [];
    const mirror = objectIn(filter, 'requestMirror');
    const backend = objectIn(mirror, 'backendRef');
    const percent = percentOf(mirror);
    if (percent <= 0) return [];
    return [
      { target: targetOfBackend(route, backend, `${path}.filters[${index}]`, refusal), percent },
    ];
  });
}

function percentOf(mirror: Json): number {
  if (hasField(mirror, 'percent')) return numberIn(mirror, 'percent') ?? 100;
  if (!hasField(mirror, 'fraction')) return 100;
  const fraction = objectIn(mirror, 'fraction');
  const whole = numberIn(fraction, 'denominator') ?? 100;
  return whole > 0 ? (100 * (numberIn(fraction, 'numerator') ?? 0)) / whole : 0;
}
