import type { Json, JsonObject } from '../manifest/manifest';
import { hasField, labelsIn, listIn, objectIn, textIn, textsIn } from '../mesh/json-field';
import { parseGoDuration } from './go-duration';
import { flagIn } from './go-field';

/** What the routers of the two versions of Gateway API do differently. */
export type GatewayVersion = 'v1' | 'v1beta1';

/** The filters of a route: headers, rewrite, the user's own mirrors and, in v1, CORS. */
export function routeFilters(service: JsonObject, version: GatewayVersion): readonly JsonObject[] {
  const headers = objectIn(service, 'headers');
  return [
    ...modifier(headers, 'request', 'RequestHeaderModifier', 'requestHeaderModifier'),
    ...modifier(headers, 'response', 'ResponseHeaderModifier', 'responseHeaderModifier'),
    ...rewrite(service),
    ...listIn(service, 'mirror').map((one) =>
      requestMirror({ group: '', kind: 'Service', ...objectIn(one, 'backendRef') }),
    ),
    ...(version === 'v1' ? cors(service) : []),
  ];
}

/** A filter that copies requests to a backend. */
export function requestMirror(backendRef: JsonObject): JsonObject {
  return { type: 'RequestMirror', requestMirror: { backendRef } };
}

/** A filter that adds a Set-Cookie header to responses. */
export function setCookieFilter(value: string): JsonObject {
  return {
    type: 'ResponseHeaderModifier',
    responseHeaderModifier: { add: [{ name: 'Set-Cookie', value }] },
  };
}

/** `timeouts` of a rule, which only v1 has; nothing where there are none. */
export function routeTimeouts(service: JsonObject, version: GatewayVersion): JsonObject {
  const request = textIn(service, 'timeout') ?? '';
  const backendRequest = textIn(service, 'backendTimeout') ?? '';
  if (version === 'v1beta1' || (request === '' && backendRequest === '')) return {};
  return {
    timeouts: {
      ...(request === '' ? {} : { request }),
      ...(backendRequest === '' ? {} : { backendRequest }),
    },
  };
}

function modifier(
  headers: JsonObject,
  field: string,
  type: string,
  name: string,
): readonly JsonObject[] {
  if (!hasField(headers, field)) return [];
  const operations = objectIn(headers, field);
  const remove = textsIn(operations, 'remove');
  return [
    {
      type,
      [name]: {
        ...listed('add', sortedPairs(operations, 'add')),
        ...listed('set', sortedPairs(operations, 'set')),
        ...listed('remove', remove),
      },
    },
  ];
}

function sortedPairs(operations: JsonObject, field: string): readonly Json[] {
  return Object.entries(labelsIn(operations, field))
    .map(([name, value]) => ({ name, value }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

function listed(field: string, items: readonly Json[]): JsonObject {
  return items.length === 0 ? {} : { [field]: items };
}

function rewrite(service: JsonObject): readonly JsonObject[] {
  if (!hasField(service, 'rewrite')) return [];
  const written = objectIn(service, 'rewrite');
  const hostname = textIn(written, 'authority') ?? '';
  const uri = textIn(written, 'uri') ?? '';
  const isPrefix = textIn(written, 'type') === 'ReplacePrefixMatch';
  const path = isPrefix
    ? { type: 'ReplacePrefixMatch', replacePrefixMatch: uri }
    : { type: 'ReplaceFullPath', replaceFullPath: uri };
  return [
    {
      type: 'URLRewrite',
      urlRewrite: {
        ...(hostname === '' ? {} : { hostname }),
        ...(uri === '' ? {} : { path }),
      },
    },
  ];
}

/** `allowOrigins` is ignored: Gateway API has no patterns. */
function cors(service: JsonObject): readonly JsonObject[] {
  if (!hasField(service, 'corsPolicy')) return [];
  const policy = objectIn(service, 'corsPolicy');
  const maxAge = parseGoDuration(textIn(policy, 'maxAge') ?? '');
  const seconds = maxAge.kind === 'duration' ? Math.trunc(maxAge.seconds) : 0;
  return [
    {
      type: 'CORS',
      cors: {
        ...listed('allowOrigins', textsIn(policy, 'allowOrigin')),
        ...listed('allowMethods', textsIn(policy, 'allowMethods')),
        ...listed('allowHeaders', textsIn(policy, 'allowHeaders')),
        ...listed('exposeHeaders', textsIn(policy, 'exposeHeaders')),
        ...(flagIn(policy, 'allowCredentials') ? { allowCredentials: true } : {}),
        ...(seconds === 0 ? {} : { maxAge: seconds }),
      },
    },
  ];
}
