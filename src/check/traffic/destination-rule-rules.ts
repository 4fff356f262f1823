import type { Manifest } from '../../manifest/manifest';
import { expandHost } from '../../mesh/host-name';
import { hasField, listIn, objectIn, textIn } from '../../mesh/json-field';
import { MESH } from '../../mesh/route-config';
import type { Breach, CheckRule } from '../rule';
import type { CheckState } from '../state';
import { partsOf, type Part } from './parts';
import { answersOf } from './probes';
import { targetsOf } from './targets';

/** Rules on DestinationRules that have no effect. */
export const destinationRuleRules: readonly CheckRule[] = [
  {
    id: 'destination-rule-not-applied',
    area: 'traffic',
    severity: 'warning',
    title: 'a DestinationRule is on a host that requests end at',
    why: 'A traffic policy applies to the host that a route leads to, not to the one that was called. Once all requests for `api` are routed to `api-primary` and `api-canary`, timeouts of connections, outlier detection and TLS settings on `api` apply to nobody.',
    fix: 'write the policy on the hosts that the routes name, one DestinationRule for each, and remove this one',
    find: (state) =>
      partsOf(state)
        .filter(({ isRouted }) => isRouted)
        .flatMap(findUnapplied),
  },
  {
    id: 'subset-without-route',
    area: 'traffic',
    severity: 'info',
    title: 'routes name every subset',
    why: 'A subset that no route names gets no requests, and its traffic policy applies to nobody. It may be left over from an earlier release.',
    fix: 'remove the subset once no proxy routes to it any more',
    find: (state) => partsOf(state).flatMap(findUnused),
  },
];

function rulesIn(part: Part): readonly Manifest[] {
  return part.manifests.filter(({ kind }) => kind === 'DestinationRule');
}

function hostOf(rule: Manifest): string {
  return expandHost(textIn(objectIn(rule, 'spec'), 'host') ?? '', rule.metadata.namespace ?? '');
}

/** Rules with a policy on a host whose requests all end at other hosts. */
function findUnapplied(part: Part): readonly Breach[] {
  const { hosts } = routedIn(part.state);
  return rulesIn(part).flatMap((rule): readonly Breach[] => {
    const host = hostOf(rule);
    const spec = objectIn(rule, 'spec');
    if (!hasField(spec, 'trafficPolicy') || hosts.has(host)) return [];
    const asked = answersOf(part).filter(
      (answer) => answer.by === MESH && answer.request.host === host,
    );
    const routed = asked.filter(
      ({ outcome }) => outcome.kind === 'route' && 'destinations' in outcome,
    );
    const ends = routed.flatMap(({ outcome }) =>
      'destinations' in outcome ? outcome.destinations : [],
    );
    const elsewhere = ends.every(({ cluster }) => !cluster.endsWith(`|${host}`));
    if (asked.length === 0 || routed.length < asked.length || !elsewhere) return [];
    const names = [...new Set(ends.map(({ cluster }) => cluster.split('|')[3] ?? ''))].join(
      ' and ',
    );
    const message = `requests for ${host} end at ${names}: this policy applies to nobody`;
    return [{ manifest: rule, path: 'spec.trafficPolicy', message }];
  });
}

function findUnused(part: Part): readonly Breach[] {
  const rules = rulesIn(part).filter(
    (rule) => listIn(objectIn(rule, 'spec'), 'subsets').length > 0,
  );
  if (rules.length === 0) return [];
  const { subsets: used } = routedIn(part.state);
  return rules.flatMap((rule) => {
    const host = hostOf(rule);
    if (!part.world().servicesByHost.has(host)) return [];
    return listIn(objectIn(rule, 'spec'), 'subsets').flatMap((subset, index) => {
      const name = textIn(subset, 'name') ?? '';
      if (used.has(`${host} ${name}`)) return [];
      const message = `no route names the subset ${name} of ${host}`;
      return [{ manifest: rule, path: `spec.subsets[${index}]`, given: name, message }];
    });
  });
}

interface Routed {
  readonly hosts: ReadonlySet<string>;
  /** Host and subset: `api.shop.svc.cluster.local canary`. */
  readonly subsets: ReadonlySet<string>;
}

/** What any route of a state leads to, mirrors included. */
function routedIn(state: CheckState): Routed {
  const known = ROUTED.get(state);
  if (known !== undefined) return known;
  const targets = partsOf(state)
    .filter(({ isRouted }) => isRouted)
    .flatMap((part) => part.world().routes)
    .flatMap(({ http, tcp, tls }) => [
      ...http.flatMap((rule) => [...targetsOf(rule), ...rule.mirrors.map(({ target }) => target)]),
      ...[...tcp, ...tls].flatMap((rule) => rule.targets),
    ]);
  const routed = {
    hosts: new Set(targets.map(({ host }) => host)),
    subsets: new Set(targets.map(({ host, subset }) => `${host} ${subset}`)),
  };
  ROUTED.set(state, routed);
  return routed;
}

const ROUTED = new WeakMap<CheckState, Routed>();
