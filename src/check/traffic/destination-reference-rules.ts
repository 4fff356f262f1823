import { findDestinationRules, pickDestinationRule } from '../../mesh/destination-rules';
import type { Breach, CheckRule } from '../rule';
import type { CheckState } from '../state';
import { joinWords, tellClasses } from './caller-classes';
import { failingDestinations, tellLoss, type FailingDestination } from './failures';
import { isKnownNamespace, meantHost, namespaceOfHost } from './known-namespaces';

/** Rules on what destinations name: a host, a port and a subset that the callers' proxies have. */
export const destinationReferenceRules: readonly CheckRule[] = [
  {
    id: 'destination-host-empty',
    area: 'traffic',
    severity: 'error',
    title: 'every destination names a host',
    why: 'A release tool that writes a destination without a host takes its share of the requests away: they get 503, and nothing refuses the route.',
    fix: "write the full name of the Service: 'api.shop.svc.cluster.local'",
    find: (state) => breachesOf(state, 'host-empty', tellEmpty),
  },
  {
    id: 'destination-host-missing',
    area: 'traffic',
    severity: 'error',
    title: 'every destination is a Service or ServiceEntry that exists',
    why: 'Istio accepts a route to a host that nobody knows. The proxies have no cluster for it, and its share of the requests gets 503 (NC).',
    fix: 'create the Service before the route, or correct the name; names with a dot are taken as they are written',
    find: (state) => breachesOf(state, 'host-missing', tellMissingHost),
  },
  {
    id: 'destination-not-visible',
    area: 'traffic',
    severity: 'error',
    title: 'callers that are bound by a route see its destinations',
    why: 'A route may reach callers that its destination does not: through `exportTo`, the annotation `networking.istio.io/exportTo` or a Sidecar resource. Those callers have no cluster for it and get 503 (NC).',
    fix: 'export the Service to all namespaces that the route is exported to, and let Sidecar resources import it',
    find: (state) => breachesOf(state, 'host-invisible', tellInvisible),
  },
  {
    id: 'destination-port-omitted',
    area: 'traffic',
    severity: 'error',
    title: 'a destination whose Service has other ports than the one called names its port',
    why: 'Without a port a sidecar takes the one that was called, and a gateway the only one of the Service or its own. Where the Service lacks it, the share gets 503 (NC), at one kind of caller and not at another.',
    fix: 'write `port: { number: … }` on every destination',
    find: (state) => breachesOf(state, 'port-omitted', tellPort),
  },
  {
    id: 'destination-port-missing',
    area: 'traffic',
    severity: 'error',
    title: 'the Service of a destination has the port that it names',
    why: 'A route names the port of the Service, not of the container. Without that port the proxies have no cluster, and the share gets 503 (NC).',
    fix: 'use a port of the Service, or add the port to the Service first',
    find: (state) => breachesOf(state, 'port-missing', tellPort),
  },
  {
    id: 'subset-missing',
    area: 'traffic',
    severity: 'error',
    title: 'a DestinationRule has every subset that routes name',
    why: 'A subset exists where a DestinationRule on the same host defines it. Istio accepts a route to any other, and its share gets 503 (NC).',
    fix: 'add the subset to the DestinationRule, wait until proxies know it, and only then route to it',
    find: (state) => breachesOf(state, 'subset-missing', tellMissingSubset),
  },
  {
    id: 'subset-hidden',
    area: 'traffic',
    severity: 'error',
    title: 'the DestinationRule that binds a caller has the subsets that its routes name',
    why: "The first namespace that has any DestinationRule for the host decides: the caller's, then the Service's, then the root namespace. A rule in the caller's namespace, one on a pattern such as `*.local` included, hides the subsets of the others, and its callers get 503 (NC). So does a rule that is not exported to them.",
    fix: "keep all rules for a host in the Service's namespace, exported to all callers; add the subsets to the rule that hides them",
    find: findHidden,
  },
];

type Found = Omit<Breach, 'manifest'>;
type Tell = (state: CheckState, failing: FailingDestination) => Found;

function breachesOf(
  state: CheckState,
  cause: FailingDestination['cause'],
  tell: Tell,
): readonly Breach[] {
  return failingDestinations(state)
    .filter((failing) => failing.cause === cause)
    .map((failing) => ({ manifest: failing.manifest, ...placed(failing, tell(state, failing)) }));
}

/** In an HTTPRoute the fields of a destination stand in the backend itself, and Istio's analyzers do not look there. */
function placed({ manifest }: FailingDestination, found: Found): Found {
  if (manifest.kind !== 'HTTPRoute') return found;
  const { code: _, path, ...rest } = found;
  const own = path
    .replace(/\.destination\.host$/u, '.name')
    .replace(/\.destination(\.port)?.*$/u, '$1');
  return { ...rest, path: own };
}

function tellEmpty(_: CheckState, failing: FailingDestination): Found {
  const message = `no host: ${tellLoss(failing)}`;
  return { path: `${failing.path}.destination`, message };
}

function tellMissingHost(state: CheckState, failing: FailingDestination): Found {
  const { host } = failing.target;
  const place = { path: `${failing.path}.destination.host`, given: host, code: 'IST0101' };
  const meant = meantHost(state, host);
  if (meant !== undefined) {
    const message = `a name with a dot is not completed: ${tellLoss(failing)}`;
    return { ...place, message, fix: `write '${meant}'` };
  }
  const namespace = namespaceOfHost(host);
  const elsewhere = namespace === undefined ? isOutside(host) : !isKnownNamespace(state, namespace);
  if (elsewhere) {
    const message = `${host} is not in the files given; without it ${tellLoss(failing)}`;
    return { ...place, message, severity: 'info' };
  }
  return { ...place, message: `there is no ${host}: ${tellLoss(failing)}` };
}

/** A name that a ServiceEntry elsewhere may bring into the mesh. */
function isOutside(host: string): boolean {
  return host.split('.').length > 2;
}

function tellInvisible(_: CheckState, failing: FailingDestination): Found {
  const { target, path, callers } = failing;
  const place = { path: `${path}.destination.host`, given: target.host };
  const message = `${target.host} is not visible to callers that the route binds: ${tellLoss(failing)}`;
  const likely = callers.some(({ named }) => named);
  return { ...place, message, ...(likely ? {} : { severity: 'warning' as const }) };
}

function tellPort(_: CheckState, failing: FailingDestination): Found {
  const { target, service, path } = failing;
  const allowed = (service?.ports ?? []).map(({ number }) => number).join(', ') || 'none';
  if (target.port === undefined) {
    const message = `no port, and ${target.host} lacks the one that was called: ${tellLoss(failing)}`;
    return { path: `${path}.destination`, message, allowed };
  }
  const message = `${target.host} has no port ${target.port}: ${tellLoss(failing)}`;
  const place = { path: `${path}.destination.port.number`, given: `${target.port}` };
  return { ...place, message, allowed, code: 'IST0101' };
}

function tellMissingSubset(_: CheckState, failing: FailingDestination): Found {
  const { subset, host } = failing.target;
  const message = `no DestinationRule on ${host} has the subset ${subset}: ${tellLoss(failing)}`;
  const place = { path: `${failing.path}.destination.subset`, given: subset };
  return { ...place, message, code: 'IST0101' };
}

/** What one DestinationRule hides from the rules of one route is told once: the place to change is that rule. */
function findHidden(state: CheckState): readonly Breach[] {
  const groups = new Map<string, FailingDestination[]>();
  for (const failing of failingDestinations(state)) {
    if (failing.cause !== 'subset-hidden') continue;
    const rule = failing.path.replace(/\.route\[\d+\]$/u, '');
    const key = `${failing.target.place.object} ${rule} ${hiddenBy(failing) ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), failing]);
  }
  const told = new Map<string, Breach>();
  for (const [first, ...others] of groups.values()) {
    if (first === undefined) continue;
    const by = hiddenBy(first);
    const subsets = joinWords([first, ...others].map(({ target }) => target.subset));
    const share = [first, ...others].reduce((sum, failing) => sum + failing.share, 0);
    const loss = tellLoss({ ...first, share });
    const message =
      by === undefined
        ? `${loss}: no DestinationRule with the subset ${subsets} is visible to them`
        : `${loss}: ${by} binds them and has no subset ${subsets}`;
    const place = { path: `${first.path}.destination.subset`, given: first.target.subset };
    const key = `${first.target.place.object} ${by ?? ''} ${tellClasses(first.callers)}`;
    if (!told.has(key)) told.set(key, { manifest: first.manifest, ...place, message });
  }
  return [...told.values()];
}

/** The DestinationRule that binds the callers instead. */
function hiddenBy({ part, service, callers }: FailingDestination): string | undefined {
  const caller = callers[0]?.caller;
  if (service === undefined || caller === undefined || caller.kind === 'outside') return undefined;
  const { namespace, labels = {} } = caller;
  const { rules } = part.world();
  const found = findDestinationRules(rules, service.host, service.namespace, namespace);
  const bound = pickDestinationRule(found, namespace, labels) ?? found[0];
  return bound?.place.object;
}
