import { describe } from '../../manifest/identity';
import { selectingServices, type Service } from '../application';
import { complain, complainOf, listNames } from './complain';
import { patchedObject } from './pods-needed';
import { isRecord, listOf, read, textOf } from './record';
import type { Occurrence, PlanContext, PlanRule } from './rule';
import { newDeployment, userObjects } from './sound-objects';
import { field, isGiven, objectSpot, planSpot, type Spot } from './spot';

/** Makes gateways call a waypoint in place of the Service's pods (Istio, ambient mode). */
const USE_WAYPOINT = 'istio.io/ingress-use-waypoint';

/** Rules on the Service that callers use. */
export const serviceRules: readonly PlanRule[] = [
  {
    id: 'service-missing',
    severity: 'error',
    title: 'the application has a Service',
    why: 'Callers reach the application by the name of a Service, and so do the routes. Without one nobody could call either version.',
    fix: 'write service: { port: 80, targetPort: 8080 }, or create a Service in the chart that selects the pods',
    find: (context) => {
      const service = field(planSpot(context.input), 'service');
      if (isGiven(service) || newDeployment(context) === undefined) return [];
      if (candidates(context).length > 0) return [];
      return [complainOf(service, 'neither the plan nor the chart has a Service of the pods')];
    },
  },
  {
    id: 'service-twice',
    severity: 'error',
    title: 'the application has one Service, of the plan or of the chart',
    why: 'Two Services of one role would have two sets of ports, and callers of the one that is not routed would not be part of the release.',
    fix: "remove `service` from the plan; the chart's own Service has the ports",
    find: ({ input, application }) => {
      const service = field(planSpot(input), 'service');
      if (!isGiven(service) || application?.service === undefined) return [];
      return [complainOf(service, `the chart has one already: ${describe(application.service)}`)];
    },
  },
  {
    id: 'service-ambiguous',
    severity: 'error',
    title: "one Service of the chart is the application's",
    why: 'Several Services select the pods, and only one of them can be split between the versions; the others stay with the primary.',
    fix: 'name the Service that callers use in `names.service`',
    find: (context) => {
      const { input, plan, application } = context;
      const services = candidates(context);
      const chosen =
        application?.service !== undefined || isGiven(field(planSpot(input), 'service'));
      if (chosen || services.length === 0) return [];
      const wanted = textOf(read(plan.names, 'service') ?? plan.name) ?? '';
      const message = `none of the Services that select the pods has the name '${wanted}'`;
      const allowed = listNames(services.map(({ metadata }) => metadata.name));
      return [complainOf(field(planSpot(input), 'names', 'service'), message, { allowed })];
    },
  },
  {
    id: 'service-unroutable',
    severity: 'error',
    title: 'the Service balances over all its pods, and Istio can route it',
    why: 'Callers of a headless or external Service pick an address themselves, so weights do not bind them. With a local traffic policy, nodes without a canary pod answer its share with 503.',
    fix: 'use an ordinary ClusterIP Service without these fields',
    find: (context) => findUnroutable(effectiveService(context), context),
  },
];

function candidates(context: PlanContext): readonly Service[] {
  const deployment = newDeployment(context);
  if (deployment === undefined || !isRecord(read(deployment.spec, 'template'))) return [];
  return selectingServices(deployment, userObjects(context));
}

/** The Service with the plan's patch, where the chart has it; else the patch alone. */
function effectiveService({ input, application }: PlanContext): Spot {
  const patch = field(planSpot(input), 'patch', 'Service');
  if (application?.service === undefined) return patch;
  const value = patchedObject(application.service, patch.value);
  return { ...objectSpot(application.service), value };
}

function findUnroutable(service: Spot, { plan }: PlanContext): readonly Occurrence[] {
  const at = (...path: readonly string[]): Spot => field(service, ...path);
  const bad: readonly (readonly [spot: Spot, isBad: boolean, message: string])[] = [
    [
      at('spec', 'type'),
      at('spec', 'type').value === 'ExternalName',
      'an external name has no pods to split',
    ],
    [
      at('spec', 'clusterIP'),
      at('spec', 'clusterIP').value === 'None',
      'callers of a headless Service pick a pod themselves',
    ],
    [
      at('spec', 'internalTrafficPolicy'),
      at('spec', 'internalTrafficPolicy').value === 'Local',
      'nodes without a canary pod would answer its share with 503',
    ],
    ...['labels', 'annotations'].map((where) => {
      const waypoint = at('metadata', where, USE_WAYPOINT);
      const split = listOf(read(plan.router, 'hosts')).length > 0;
      const message = 'gateways would call the waypoint, and not the track that the route names';
      return [waypoint, split && waypoint.value === 'true', message] as const;
    }),
  ];
  return bad.filter(([, isBad]) => isBad).map(([spot, , message]) => complain(spot, message));
}
