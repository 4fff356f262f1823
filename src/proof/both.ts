import type { Json, JsonObject, Manifest } from '../manifest/manifest';
import { equalJson } from '../manifest/equal';
import { groupKind } from '../manifest/workload';
import {
  asObject,
  labelsIn,
  listIn,
  numberIn,
  objectIn,
  textIn,
  textsIn,
} from '../mesh/json-field';

/**
 * An object that is good for what needed the old one and for what needs the new one: both subsets, both ports, both hosts.
 * Undefined where there is none, as for a VirtualService whose rules differ.
 */
export function bothOf(before: Manifest, after: Manifest): Manifest | undefined {
  const merge = MERGES[groupKind(before)];
  if (merge === undefined) return undefined;
  const spec = merge(objectIn(before, 'spec'), objectIn(after, 'spec'));
  if (spec === undefined) return undefined;
  const both = { ...before, spec };
  return [before, after].some((one) => equalJson(objectIn(one, 'spec'), spec)) ? undefined : both;
}

type Merge = (before: JsonObject, after: JsonObject) => JsonObject | undefined;

const MERGES: Readonly<Record<string, Merge>> = {
  'networking.istio.io/DestinationRule': (before, after) => {
    if (textIn(before, 'host') !== textIn(after, 'host')) return undefined;
    const subsets = union(before, after, 'subsets', (subset) => textIn(subset, 'name') ?? '');
    return subsets === undefined ? undefined : { ...before, subsets };
  },
  '/Service': (before, after) => {
    if (!equalJson(labelsIn(before, 'selector'), labelsIn(after, 'selector'))) return undefined;
    const ports = union(before, after, 'ports', (port) => `${numberIn(port, 'port') ?? 0}`);
    return ports === undefined ? undefined : { ...before, ports };
  },
  'networking.istio.io/Gateway': (before, after) => {
    if (!equalJson(objectIn(before, 'selector'), objectIn(after, 'selector'))) return undefined;
    return {
      ...before,
      servers: mergeServers(listIn(before, 'servers'), listIn(after, 'servers')),
    };
  },
  'networking.istio.io/VirtualService': (before, after) => {
    const fields = ['gateways', 'hosts', 'exportTo'];
    const rest = ({ ...spec }: JsonObject): JsonObject =>
      Object.fromEntries(Object.entries(spec).filter(([field]) => !fields.includes(field)));
    if (!equalJson(rest(before), rest(after))) return undefined;
    const merged: Record<string, Json | undefined> = { ...before };
    for (const field of fields) {
      const all = [...new Set([...textsIn(before, field), ...textsIn(after, field)])];
      if (all.length > 0) merged[field] = all;
    }
    return merged;
  },
};

/** The items of both lists by name; undefined where items of one name differ. */
function union(
  before: JsonObject,
  after: JsonObject,
  field: string,
  nameOf: (item: Json) => string,
): readonly Json[] | undefined {
  const items = [...listIn(before, field)];
  for (const item of listIn(after, field)) {
    const same = items.find((other) => nameOf(other) === nameOf(item));
    if (same === undefined) items.push(item);
    else if (!equalJson(same, item)) return undefined;
  }
  return items;
}

function mergeServers(before: readonly Json[], after: readonly Json[]): readonly Json[] {
  const servers = [...before];
  for (const server of after) {
    const at = servers.findIndex((other) => equalJson(portOf(other), portOf(server)));
    const old = servers[at];
    if (old === undefined) servers.push(server);
    else {
      const hosts = [...new Set([...textsIn(old, 'hosts'), ...textsIn(server, 'hosts')])];
      servers[at] = { ...asObject(old), hosts };
    }
  }
  return servers;
}

function portOf(server: Json): Json {
  return objectIn(server, 'port');
}
