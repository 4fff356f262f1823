import type { Labels } from '../../manifest/labels';
import { selects } from '../../manifest/labels';
import type { Json, Manifest } from '../../manifest/manifest';
import { labelsIn, listIn, numberIn, objectIn, textIn, textsIn } from '../../mesh/json-field';
import type { AnalysisMessage } from './analysis-message';
import { fullName, labelsOf, specOf, type AnalysisWorld } from './analysis-world';
import { tellSelector } from './label-index';
import { missingSelector } from './gateway-selector';

interface Listener {
  readonly selector: string;
  readonly labels: Labels;
  readonly port: number;
  /** What each Gateway listens for there: bind address by host. Of two servers on one port Istio keeps the last. */
  readonly hosts: Map<Manifest, ReadonlyMap<string, string>>;
}

/** IST0145: several Gateways listen on one port of the same pods for the same host. */
export function analyzeGatewayConflicts(world: AnalysisWorld): AnalysisMessage[] {
  const gateways = world.ofKind('networking.istio.io/Gateway');
  const listeners = listenersOf(gateways);
  const neighbours = neighboursOf(world, [...listeners.values()]);
  return gateways.flatMap((gateway) => {
    const labels = labelsIn(specOf(gateway), 'selector');
    const selector = tellSelector(labels);
    const selectors = neighbours.get(selector) ?? [];
    // A Gateway without servers is nobody's neighbour, not even its own: Istio then calls its selector missing.
    if (selector !== '' && selectors.length === 0) return [missingSelector(gateway, labels)];
    return listIn(specOf(gateway), 'servers').flatMap((server, index) => {
      const port = numberIn(objectIn(server, 'port'), 'number') ?? 0;
      const others = selectors.flatMap((one) => {
        const listener = listeners.get(`${one}~${port}`);
        return listener === undefined ? [] : rivals(gateway, server, listener);
      });
      return others.length === 0 ? [] : [conflict(gateway, index, server, port, others)];
    });
  });
}

function listenersOf(gateways: readonly Manifest[]): ReadonlyMap<string, Listener> {
  const listeners = new Map<string, Listener>();
  for (const gateway of gateways) {
    const labels = labelsIn(specOf(gateway), 'selector');
    const selector = tellSelector(labels);
    for (const server of listIn(specOf(gateway), 'servers')) {
      const port = numberIn(objectIn(server, 'port'), 'number') ?? 0;
      const key = `${selector}~${port}`;
      const listener = listeners.get(key) ?? { selector, labels, port, hosts: new Map() };
      const bind = textIn(server, 'bind') ?? '';
      listener.hosts.set(gateway, new Map(textsIn(server, 'hosts').map((host) => [host, bind])));
      listeners.set(key, listener);
    }
  }
  return listeners;
}

/**
 * Which selectors mean common pods: equal ones, or one whose text is part of the other's while a pod has both. Keyed by
 * every selector that has a listener, or is a part of one that has.
 */
function neighboursOf(
  world: AnalysisWorld,
  listeners: readonly Listener[],
): ReadonlyMap<string, readonly string[]> {
  const distinct = new Map(listeners.map(({ selector, labels }) => [selector, labels]));
  const all = new Map(distinct);
  for (const gateway of world.ofKind('networking.istio.io/Gateway')) {
    const labels = labelsIn(specOf(gateway), 'selector');
    all.set(tellSelector(labels), labels);
  }
  const found = new Map<string, readonly string[]>();
  for (const [selector, labels] of all) {
    const near = [...distinct].filter(
      ([other, wanted]) =>
        other === selector ||
        ((other.includes(selector) || selector.includes(other)) && share(world, labels, wanted)),
    );
    found.set(
      selector,
      near.map(([other]) => other),
    );
  }
  return found;
}

function share({ pods }: AnalysisWorld, one: Labels, other: Labels): boolean {
  const all = Object.keys(other).length === 0;
  return pods.matching(one).some((pod) => all || selects(other, labelsOf(pod)));
}

function rivals(gateway: Manifest, server: Json, { hosts }: Listener): readonly Manifest[] {
  const bind = textIn(server, 'bind') ?? '';
  const own = textsIn(server, 'hosts');
  return [...hosts]
    .filter(([other, taken]) => other !== gateway && own.some((host) => taken.get(host) === bind))
    .map(([other]) => other);
}

function conflict(
  manifest: Manifest,
  index: number,
  server: Json,
  port: number,
  others: readonly Manifest[],
): AnalysisMessage {
  const hosts = textsIn(server, 'hosts').join(', ');
  const names = others.map(fullName).sort().join(', ');
  const [other] = others;
  return {
    code: 'IST0145',
    manifest,
    path: `spec.servers[${index}]`,
    message: `takes ${hosts} on port ${port} of pods where ${names} does so too: the oldest wins, and the rest is dropped`,
    given: hosts,
    ...(other === undefined ? {} : { other }),
  };
}
