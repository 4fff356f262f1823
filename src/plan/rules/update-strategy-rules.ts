import { complain } from './complain';
import { primaryPods } from './pods-needed';
import type { Occurrence, PlanContext, PlanRule } from './rule';
import { field, isGiven, objectSpot, type Spot } from './spot';

/** What the API makes of an absent bound (apps/v1, RollingUpdateDeployment). */
const DEFAULT_BOUND = '25%';

/** The rule on how the primary is updated. */
export const updateStrategyRules: readonly PlanRule[] = [
  {
    id: 'update-strategy',
    severity: 'error',
    title: 'the primary always has a pod available while it is updated',
    why: 'While the primary is updated the mesh sends everything to the canary, but callers outside the mesh still reach the primary through its Service. Without an available pod they are refused.',
    fix: "use RollingUpdate with a smaller maxUnavailable, or say outsideMesh: 'none' where nobody outside the mesh calls",
    find: (context) => {
      const { plan, application } = context;
      if (application === undefined || plan.outsideMesh === 'none') return [];
      return findGap(field(objectSpot(application.deployment), 'spec', 'strategy'), context);
    },
  },
];

function findGap(strategy: Spot, context: PlanContext): readonly Occurrence[] {
  const type = field(strategy, 'type');
  if (isGiven(type) && type.value !== 'RollingUpdate') {
    return [
      complain(type, 'stops every pod before a new one starts', { allowed: "'RollingUpdate'" }),
    ];
  }
  const pods = primaryPods(context);
  if (pods === undefined) return [];
  const surge = field(strategy, 'rollingUpdate', 'maxSurge');
  const unavailable = field(strategy, 'rollingUpdate', 'maxUnavailable');
  const extra = podsOf(surge.value ?? DEFAULT_BOUND, pods, Math.ceil);
  const missing = podsOf(unavailable.value ?? DEFAULT_BOUND, pods, Math.floor);
  const allowed = "a number of pods, or a percentage such as '25%'";
  if (extra === undefined) return [complain(surge, 'not a bound', { allowed })];
  if (missing === undefined) return [complain(unavailable, 'not a bound', { allowed })];
  // where both round to nothing, the controller lets one pod go (deployment/util, ResolveFenceposts)
  const gone = extra === 0 && missing === 0 ? 1 : missing;
  if (gone < pods) return [];
  const message = `${pods === 1 ? 'the only pod' : `all ${pods} pods`} may be unavailable at once`;
  return [complain(unavailable, message, { allowed: `less than ${pods}` })];
}

function podsOf(
  bound: unknown,
  pods: number,
  round: (value: number) => number,
): number | undefined {
  if (typeof bound === 'number') return Number.isInteger(bound) && bound >= 0 ? bound : undefined;
  if (typeof bound !== 'string' || !/^\d{1,3}%$/.test(bound)) return undefined;
  return round((Number.parseInt(bound, 10) * pods) / 100);
}
