import { bindRules } from '../../mesh/bind-rules';
import { covers } from '../../mesh/host-name';
import type { Delivered } from '../../mesh/outcome-kinds';
import type { RegistryService } from '../../mesh/registry';
import { MESH, type RouteConfig } from '../../mesh/route-config';
import { isVisible } from '../../mesh/visibility';
import type { CheckState } from '../state';
import { OUTSIDE_CLASS, type CallerClass } from './caller-classes';
import { declaredShares, mainOf } from './declared-shares';
import { partsOf, type Part } from './parts';
import { ordinaryOutcome } from './probes';
import { sidecarClassesFor } from './sidecar-classes';
import { targetsOf, workloadsRouted } from './targets';
import { workloadsOf } from './workload-index';

/** Why a caller of a Service is not split as the routes say. */
export type LeakCause =
  | 'outside-mesh'
  | 'mesh-not-bound'
  | 'not-exported'
  | 'not-imported'
  | 'matches-leave-out'
  | 'host-not-routed'
  | 'other-service'
  | 'not-http';

/** Callers of a Service who skip the split of its pods, and reach some of them more often than any route says. */
export interface Leak {
  readonly cause: LeakCause;
  readonly part: Part;
  readonly service: RegistryService;
  readonly port: number;
  /** The routes that they skip. */
  readonly config: RouteConfig;
  readonly callers: readonly CallerClass[];
  readonly outcome: Delivered;
  /** Who gets more than the routes give them: share now, and share as declared. */
  readonly raised: readonly Raised[];
}

/** A workload that gets more of the requests than declared. */
interface Raised {
  readonly workload: string;
  readonly share: number;
  readonly declared: number;
  /** Whether the routes give it more than any other. */
  readonly isMain: boolean;
}

/** All leaks of a state, each cause at each Service once. */
export function leaksOf(state: CheckState): readonly Leak[] {
  const known = LEAKS.get(state);
  if (known !== undefined) return known;
  const found = partsOf(state)
    .filter(({ isRouted, workloads }) => isRouted && workloads.length > 1)
    .flatMap(findLeaks);
  LEAKS.set(state, found);
  return found;
}

const LEAKS = new WeakMap<CheckState, readonly Leak[]>();

/** Shares that differ by less come from rounding. */
const TOLERANCE = 0.005;

function findLeaks(part: Part): readonly Leak[] {
  const found = new Map<string, Leak>();
  for (const service of part.world().services) {
    const configs = splittingConfigs(part, service);
    const [config] = configs;
    if (config === undefined) continue;
    const declared = declaredShares(part, configs);
    if (declared.size === 0) continue;
    for (const asked of [...sidecarClassesFor(part, configs), OUTSIDE_CLASS]) {
      for (const { number: port, protocol } of service.ports) {
        if (protocol === 'udp') continue;
        const answer = ordinaryOutcome(part, asked, service.host, port);
        if (!('destinations' in answer) || isRouted(answer, part)) continue;
        const raised = raisedBy(answer, declared);
        if (raised.length === 0) continue;
        const cause = causeOf(part, service, port, asked, answer);
        const skipped = skippedBy(configs, service, cause) ?? config;
        // a shortened name as host is the cause, and told as such
        if (skipped.hosts.some((host) => isShortFor(host, service))) continue;
        const key = `${service.host} ${cause} ${skipped.place.object}`;
        const before = found.get(key);
        found.set(key, {
          cause,
          part,
          service,
          port,
          config: skipped,
          callers: [...new Set([...(before?.callers ?? []), asked])],
          outcome: before?.outcome ?? answer,
          raised: before?.raised ?? raised,
        });
      }
    }
  }
  return [...found.values()];
}

/** The routes that divide the pods of a Service: those on its name, else those that split, of all that reach any of its pods. */
function splittingConfigs(part: Part, service: RegistryService): readonly RouteConfig[] {
  const selected = workloadsOf(part.state).selected(service.namespace, service.selector);
  if (selected.length < 2) return [];
  const touching = part.world().routes.filter((config) => {
    if (config.dialect === 'ingress') return false;
    const routed = workloadsRouted(part, config);
    return selected.some(({ id }) => routed.has(id));
  });
  const own = touching.filter(({ hosts }) => hosts.some((host) => covers(host, service.host)));
  if (own.length > 0) return own;
  const split = touching.filter(({ http }) => http.some((rule) => targetsOf(rule).length > 1));
  return split.length > 0 ? split : touching;
}

/** Whether a rule of anybody's routes answered, and not the Service by default. */
function isRouted({ route }: Delivered, part: Part): boolean {
  if (route === undefined) return false;
  return part.manifestAt(route)?.kind !== 'Service';
}

function isShortFor(host: string, { name, namespace }: RegistryService): boolean {
  return host === `${name}.${namespace}` || host === `${name}.${namespace}.svc`;
}

function raisedBy(answer: Delivered, declared: ReadonlyMap<string, number>): readonly Raised[] {
  const main = mainOf(declared);
  return Object.entries(answer.workloads)
    .map(([workload, share]) => ({
      workload,
      share,
      declared: declared.get(workload) ?? 0,
      isMain: workload === main,
    }))
    .filter((raised) => raised.share > raised.declared + TOLERANCE);
}

function causeOf(
  part: Part,
  service: RegistryService,
  port: number,
  { caller }: CallerClass,
  answer: Delivered,
): LeakCause {
  if (caller.kind !== 'sidecar') return 'outside-mesh';
  const found = service.ports.find(({ number }) => number === port);
  if (answer.kind === 'tcp' || found?.protocol === 'tcp' || found?.protocol === 'tls') {
    return 'not-http';
  }
  const all = part.world().routes.filter(({ dialect }) => dialect !== 'ingress');
  const own = all.filter(({ hosts }) => hosts.some((host) => covers(host, service.host)));
  if (own.length === 0) {
    const isTarget = all.some(({ http }) =>
      http.some((rule) => targetsOf(rule).some(({ host }) => host === service.host)),
    );
    return isTarget ? 'host-not-routed' : 'other-service';
  }
  const bound = own.filter(({ gateways }) => gateways.has(MESH));
  if (bound.length === 0) return 'mesh-not-bound';
  const { namespace, labels = {} } = caller;
  const visible = bound.filter(({ visibility }) => isVisible(visibility, namespace));
  if (visible.length === 0) return 'not-exported';
  const source = { gateway: MESH, namespace, labels };
  const left = visible.every((config) => bindRules(config, port, source).length === 0);
  return left ? 'matches-leave-out' : 'not-imported';
}

function skippedBy(
  configs: readonly RouteConfig[],
  service: RegistryService,
  cause: LeakCause,
): RouteConfig | undefined {
  const own = configs.filter(({ hosts }) => hosts.some((host) => covers(host, service.host)));
  if (cause === 'mesh-not-bound') return own.find(({ gateways }) => !gateways.has(MESH));
  return own.find(({ gateways }) => gateways.has(MESH)) ?? own[0];
}
