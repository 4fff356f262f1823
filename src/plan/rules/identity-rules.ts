import { identityOf, keyOf } from '../../manifest/identity';
import type { Manifest } from '../../manifest/manifest';
import { groupKind } from '../../manifest/workload';
import { complain, complainOf } from './complain';
import { externalHosts } from './hosts';
import { callersService, madeObjects } from './made-objects';
import { listOf, read, textOf } from './record';
import type { Occurrence, PlanContext, PlanRule } from './rule';
import { isSound, userObjects } from './sound-objects';
import { field, items, objectSpot, type Spot } from './spot';

/** Rules on objects that are one with, or stand in for, those that the compiler makes. */
export const identityRules: readonly PlanRule[] = [
  {
    id: 'duplicate-object',
    severity: 'error',
    title: 'every object is there once',
    why: 'Two manifests of one kind, namespace and name are one object in the cluster: the last one applied wins, and which one that is depends on the file order.',
    fix: 'rename or remove one of them; `names` sets the names of those that the compiler makes',
    find: (context) => [...findRepeated(context), ...findTaken(context)],
  },
  {
    id: 'virtual-service-second',
    severity: 'error',
    title: "the chart has no VirtualService for the release's own hosts",
    why: 'In the mesh only the oldest VirtualService of a host counts, and at a gateway their routes are joined by age: users would be routed past the weights of the release.',
    fix: 'remove it; what its routes say belongs into `router.http` and `router.mesh.http`',
    find: (context) =>
      userObjects(context)
        .filter((object) => groupKind(object) === 'networking.istio.io/VirtualService')
        .flatMap((object) => findOurHosts(object, context)),
  },
];

function findRepeated(context: PlanContext): readonly Occurrence[] {
  const seen = new Set<string>();
  return userObjects(context).flatMap((object) => {
    const key = keyOf(object);
    if (seen.has(key))
      return [complainOf(objectSpot(object), 'two objects of the chart are this one')];
    seen.add(key);
    return [];
  });
}

/** The user's objects that are written beside the compiler's own; the workload gets other names. */
function findTaken(context: PlanContext): readonly Occurrence[] {
  const { application, plan } = context;
  const beside = [...listOf(application?.shared), ...listOf(application?.config)].filter(isSound);
  return madeObjects(context).flatMap(({ group, kind, name, at }) =>
    beside
      .map((object) => [object, identityOf(object)] as const)
      .filter(([, own]) => own.group === group && own.kind === kind && own.name === name)
      // an object without a namespace goes wherever the user's context points to
      .filter(([, own]) => own.namespace === '' || own.namespace === plan.namespace)
      .map(([object]) =>
        complainOf(objectSpot(object), `the compiler makes this object, by ${at}`),
      ),
  );
}

function findOurHosts(object: Manifest, context: PlanContext): readonly Occurrence[] {
  const gateways = gatewaysOf(object, context);
  const ours = [
    ...(gateways.includes('mesh') ? meshNames(object, context) : []),
    ...(gateways.includes(ownGateway(context) ?? '') ? externalHosts(context.plan.router) : []),
  ];
  return hostSpots(object)
    .filter(({ value }) => ours.includes(textOf(value)?.toLowerCase() ?? ''))
    .map((host) => complain(host, 'a host of the release, which has VirtualServices of its own'));
}

/** Gateways of a VirtualService as `namespace/name`; without any it is for the mesh. */
function gatewaysOf(object: Manifest, { plan }: PlanContext): readonly string[] {
  const gateways = listOf(read(object, 'spec', 'gateways')).map(textOf);
  if (gateways.length === 0) return ['mesh'];
  return gateways
    .filter((gateway) => gateway !== undefined)
    .map((gateway) =>
      gateway === 'mesh' || gateway.includes('/')
        ? gateway
        : `${object.metadata.namespace ?? plan.namespace}/${gateway}`,
    );
}

function ownGateway({ plan }: PlanContext): string | undefined {
  const gateway = read(plan.router, 'gateway');
  if (gateway === undefined || typeof gateway === 'string') return textOf(gateway);
  const name = textOf(read(plan.names, 'gateway'));
  return name === undefined ? undefined : `${plan.namespace}/${name}`;
}

/** What a VirtualService may call the application's Service; a short name counts in its own namespace. */
function meshNames(object: Manifest, context: PlanContext): readonly string[] {
  const service = callersService(context);
  if (service === undefined) return [];
  const { namespace } = context.plan;
  const domain = textOf(context.plan.clusterDomain) ?? '';
  const full = [`${service}.${namespace}`, `${service}.${namespace}.svc`];
  const short = (object.metadata.namespace ?? namespace) === namespace ? [service] : [];
  return [...short, ...full, `${service}.${namespace}.svc.${domain}`];
}

function hostSpots(object: Manifest): readonly Spot[] {
  return items(field(objectSpot(object), 'spec', 'hosts'));
}
