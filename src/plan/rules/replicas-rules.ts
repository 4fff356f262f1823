import { describe } from '../../manifest/identity';
import type { Manifest } from '../../manifest/manifest';
import { isAutoscaler, targets } from '../application';
import { complain, complainOf } from './complain';
import { isPodCount, patchedAutoscaler } from './pods-needed';
import { read } from './record';
import type { Occurrence, PlanContext, PlanRule } from './rule';
import { deploymentOf, userObjects } from './sound-objects';
import { field, isGiven, objectSpot, planSpot } from './spot';

const COUNT = 'an integer of 1 or more';

/** Rules on how many pods there are, and who decides it. */
export const replicasRules: readonly PlanRule[] = [
  {
    id: 'replicas-range',
    severity: 'error',
    title: 'replicas and capacity are whole numbers above zero',
    why: 'The primary answers all users before and after the canary, and the size of the canary is reckoned from the capacity. With no pods behind it, a Service answers 503.',
    fix: 'write a whole number, such as replicas: 3',
    find: (context) => [
      ...['replicas', 'capacity']
        .map((name) => field(planSpot(context.input), name))
        .filter((spot) => isGiven(spot) && !isPodCount(spot.value))
        .map((spot) => complain(spot, 'not a number of pods', { allowed: COUNT })),
      ...findNoPods(context),
    ],
  },
  {
    id: 'replicas-with-autoscaler',
    severity: 'error',
    title: 'the primary is sized by the plan or by an autoscaler, not by both',
    why: 'Each apply would set the number of pods back to the plan, in the middle of the load that the HorizontalPodAutoscaler had answered with more.',
    fix: 'remove `replicas`; `capacity` says how many pods carry all the traffic',
    find: ({ input, application }) => {
      const replicas = field(planSpot(input), 'replicas');
      if (!isGiven(replicas) || application?.autoscaler === undefined) return [];
      const message = `the number of pods is up to ${describe(application.autoscaler)}`;
      return [complain(replicas, message)];
    },
  },
  {
    id: 'autoscaler-kind',
    severity: 'error',
    title: 'the workload is scaled by one HorizontalPodAutoscaler, or by nothing',
    why: 'While the canary serves, the primary has to keep its size, or the way back would overload it. The compiler can pin one HorizontalPodAutoscaler; anything else would go on shrinking the primary.',
    fix: 'use one HorizontalPodAutoscaler, or scale by the plan alone',
    find: findOtherScalers,
  },
  {
    id: 'autoscaler-range',
    severity: 'error',
    title: 'the autoscaler has bounds that fit each other and the capacity',
    why: 'The primary is pinned at the capacity while the canary serves. Without a maximum the compiler does not know it; above the maximum the API refuses the autoscaler, and the primary shrinks.',
    fix: 'set minReplicas ≤ capacity ≤ maxReplicas',
    find: findBadBounds,
  },
];

function findNoPods({ input, application }: PlanContext): readonly Occurrence[] {
  if (application === undefined || application.autoscaler !== undefined) return [];
  const replicas = field(objectSpot(application.deployment), 'spec', 'replicas');
  if (isGiven(field(planSpot(input), 'replicas')) || !isGiven(replicas)) return [];
  if (isPodCount(replicas.value)) return [];
  const fix = 'say `replicas` in the plan, or in the Deployment';
  return [
    complain(replicas, 'not a number of pods that can take traffic', { allowed: COUNT, fix }),
  ];
}

function findOtherScalers(context: PlanContext): readonly Occurrence[] {
  const deployment = deploymentOf(context.source.to);
  if (deployment === undefined) return [];
  const scalers = userObjects(context).filter((object) => scales(object, deployment));
  const others = scalers.filter((object) => !isAutoscaler(object));
  const second = scalers.filter(isAutoscaler).slice(1);
  return [
    ...others.map((object) =>
      complainOf(objectSpot(object), 'scales the workload, and is no HorizontalPodAutoscaler'),
    ),
    ...second.map((object) =>
      complainOf(objectSpot(object), 'a second HorizontalPodAutoscaler of the workload'),
    ),
  ];
}

function scales(object: Manifest, deployment: Manifest): boolean {
  return read(object, 'spec', 'scaleTargetRef') !== undefined && targets(object, deployment);
}

function findBadBounds(context: PlanContext): readonly Occurrence[] {
  const autoscaler = patchedAutoscaler(context);
  if (autoscaler === undefined || context.application?.autoscaler === undefined) return [];
  const spot = { ...objectSpot(context.application.autoscaler), value: autoscaler };
  const max = field(spot, 'spec', 'maxReplicas');
  if (!isPodCount(max.value)) return [complain(max, 'not a number of pods', { allowed: COUNT })];
  const allowed = `an integer from 1 to ${max.value}`;
  const min = field(spot, 'spec', 'minReplicas');
  const capacity = field(planSpot(context.input), 'capacity');
  return [
    ...(isGiven(min) && !isPodCount(min.value)
      ? [complain(min, 'not a number of pods', { allowed })]
      : []),
    ...[min, capacity]
      .filter(({ value }) => isPodCount(value) && value > Number(max.value))
      .map((bound) => complain(bound, 'above the maximum of the autoscaler', { allowed })),
  ];
}
