import type { Manifest } from '../../manifest/manifest';
import { findDestinationRules, pickDestinationRule } from '../../mesh/destination-rules';
import type { Destination } from '../../mesh/outcome-kinds';
import type { RegistryService } from '../../mesh/registry';
import type { Target } from '../../mesh/route-config';
import { viewOf } from '../../mesh/view-of';
import type { CheckState } from '../state';
import { tellClasses, type CallerClass } from './caller-classes';
import { partsOf, type Part } from './parts';
import { answersOf } from './probes';
import { subsetLabels } from './subset-labels';
import { tellPercent } from './tell-shares';
import { workloadsOf } from './workload-index';

/** Why a destination of a route fails. */
type FailureCause =
  | 'host-empty'
  | 'host-missing'
  | 'host-invisible'
  | 'port-omitted'
  | 'port-missing'
  | 'subset-missing'
  | 'subset-hidden'
  | 'subset-selects-nothing'
  | 'service-selects-nothing'
  | 'not-ready'
  | 'node-local'
  | 'dialled';

/** A destination of a route that fails some callers for certain. */
export interface FailingDestination {
  readonly cause: FailureCause;
  readonly part: Part;
  /** The object that the destination is written in, and its path: `spec.http[0].route[1]`. */
  readonly manifest: Manifest;
  readonly path: string;
  readonly target: Target;
  readonly service: RegistryService | undefined;
  readonly callers: readonly CallerClass[];
  /** The largest share of the requests of a match that fails. */
  readonly share: number;
  /** `NC`, `UH` or `UF`. */
  readonly code: string;
}

/** The destinations of a state that fail for certain, each cause at each place once. */
export function failingDestinations(state: CheckState): readonly FailingDestination[] {
  const known = FAILING.get(state);
  if (known !== undefined) return known;
  const found = partsOf(state).flatMap(findFailing);
  FAILING.set(state, found);
  return found;
}

const FAILING = new WeakMap<CheckState, readonly FailingDestination[]>();

/** What happens to whom: `20 % of the requests of sidecars in shop get 503 (NC)`. */
export function tellLoss({ callers, share, code, manifest }: FailingDestination): string {
  // a backend of an HTTPRoute that does not exist is answered with 500
  const number = manifest.kind === 'HTTPRoute' && code === 'NC' ? 500 : 503;
  const status = code === 'UF' ? 'fail (UF)' : `get ${number} (${code})`;
  return `${tellPercent(share)} of the requests of ${tellClasses(callers)} ${status}`;
}

function findFailing(part: Part): readonly FailingDestination[] {
  const found = new Map<string, FailingDestination>();
  for (const { asked, config, outcome } of answersOf(part)) {
    if (!('destinations' in outcome)) continue;
    for (const destination of outcome.destinations) {
      if (destination.state === 'ok' || destination.place === undefined) continue;
      const target = config.http
        .flatMap(({ action }) => (action.kind === 'split' ? action.targets : []))
        .find(({ place }) => place === destination.place);
      const manifest = part.manifestAt(destination.place);
      // without a target the destination belongs to another object's rule, which has answers of its own
      if (target === undefined || manifest === undefined) continue;
      const cause = causeOf(part, asked, target, destination);
      const { path, object } = target.place;
      const key = `${object} ${path} ${cause}`;
      const before = found.get(key);
      const callers = before?.callers ?? [];
      found.set(key, {
        cause,
        part,
        manifest,
        path,
        target,
        service: part.world().servicesByHost.get(target.host),
        callers: callers.includes(asked) ? callers : [...callers, asked],
        share: Math.max(before?.share ?? 0, destination.share),
        code: destination.state,
      });
    }
  }
  return [...found.values()];
}

function causeOf(
  part: Part,
  asked: CallerClass,
  target: Target,
  destination: Destination,
): FailureCause {
  if (target.host === '') return 'host-empty';
  const service = part.world().servicesByHost.get(target.host);
  if (service === undefined) return 'host-missing';
  if (destination.state === 'NC')
    return causeOfNoCluster(part, asked, target, destination, service);
  if (destination.state === 'UF') return 'dialled';
  return causeOfNoPods(part, target, service);
}

function causeOfNoCluster(
  part: Part,
  { caller }: CallerClass,
  target: Target,
  { cluster }: Destination,
  service: RegistryService,
): FailureCause {
  const world = part.world();
  if (caller.kind === 'outside') return 'host-missing';
  if (viewOf(world, caller).reachable.get(service.host) === undefined) return 'host-invisible';
  const port = Number(cluster.split('|')[1]);
  if (!service.ports.some(({ number }) => number === port)) {
    return target.port === undefined ? 'port-omitted' : 'port-missing';
  }
  const rules = findDestinationRules(
    world.rules,
    service.host,
    service.namespace,
    caller.namespace,
  );
  const bound = pickDestinationRule(rules, caller.namespace, caller.labels ?? {});
  if (bound?.subsets.has(target.subset) === true || target.subset === '') return 'host-invisible';
  return isSubsetWritten(part, target) ? 'subset-hidden' : 'subset-missing';
}

/** Whether any DestinationRule on the host has the subset, whoever sees it. */
function isSubsetWritten(part: Part, { host, subset }: Target): boolean {
  const { rules } = part.world();
  const indexes = [...rules.local.values(), ...rules.exported.values(), rules.rootPrivate];
  return indexes.some((byHost) => byHost.get(host)?.some((rule) => rule.subsets.has(subset)));
}

function causeOfNoPods(part: Part, target: Target, service: RegistryService): FailureCause {
  const selected = workloadsOf(part.state).selected(service.namespace, service.selector);
  if (selected.length === 0) return 'service-selects-nothing';
  const labels = Object.entries(subsetLabels(part, target) ?? {});
  const chosen = selected.filter((workload) =>
    labels.every(([key, value]) => workload.labels[key] === value),
  );
  if (chosen.length === 0) return 'subset-selects-nothing';
  const ids = new Set(chosen.map(({ id }) => id));
  const ready = part.world().pods.some((pod) => ids.has(pod.workload) && pod.ready);
  return ready && service.localOnly ? 'node-local' : 'not-ready';
}
