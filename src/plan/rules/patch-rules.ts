import { complain, complainOf, listNames } from './complain';
import { isRecord, textOf } from './record';
import type { Occurrence, PlanContext, PlanRule } from './rule';
import { field, fields, isGiven, planSpot, type Spot } from './spot';

type Path = readonly string[];

/** What makes an object the one that it is; a patch may touch it in no kind. */
const IDENTITY: readonly Path[] = [
  ['apiVersion'],
  ['kind'],
  ['metadata', 'name'],
  ['metadata', 'namespace'],
];

/** Fields that the compiler fills in and changes from phase to phase, or that the API keeps forever. */
const PROTECTED: Readonly<Record<string, readonly Path[]>> = {
  Deployment: [
    ['spec', 'selector'],
    ['spec', 'replicas'],
  ],
  DestinationRule: [
    ['spec', 'host'],
    ['spec', 'subsets'],
  ],
  Gateway: [
    ['spec', 'selector'],
    ['spec', 'servers'],
  ],
  HorizontalPodAutoscaler: [['spec', 'scaleTargetRef']],
  Service: [
    ['spec', 'selector'],
    ['spec', 'ports'],
  ],
  VirtualService: [
    ['spec', 'http'],
    ['spec', 'hosts'],
    ['spec', 'gateways'],
  ],
};

/** Rules on patches. */
export const patchRules: readonly PlanRule[] = [
  {
    id: 'patch-unknown-kind',
    severity: 'error',
    title: 'patches are for kinds that the compiler makes',
    why: 'A patch for another kind would change nothing, and the plan would say something that is not so.',
    fix: 'change objects of other kinds where they are created',
    find: ({ input }) => {
      const patch = field(planSpot(input), 'patch');
      if (!isGiven(patch)) return [];
      const allowed = Object.keys(PROTECTED).join(', ');
      if (!isRecord(patch.value)) return [complain(patch, 'not an object of patches', { allowed })];
      return fields(patch)
        .filter(({ key }) => !isPatchable(key))
        .map((kind) => complainOf(kind, 'the compiler makes no object of this kind', { allowed }));
    },
  },
  {
    id: 'patch-forbidden',
    severity: 'error',
    title: 'patches leave alone what a safe release hangs on',
    why: 'Selectors, ports, hosts and routes are what the phases are made of. Changed behind the compiler, a phase would send users elsewhere than the plan and its proof say, or the API would refuse it.',
    fix: 'remove the field from the patch; what a plan can set of it is in `router`, `service`, `names` and `replicas`',
    find: (context) => patchSpots(context).flatMap((patch) => findForbidden(patch, context)),
  },
];

/** The protected fields of a kind that a merge patch would change. */
export function protectedFields(
  kind: string,
  patch: unknown,
  trackLabel: unknown,
): readonly Path[] {
  const label = textOf(trackLabel);
  const ofTracks: readonly Path[] =
    kind === 'Deployment' && label !== undefined
      ? [['spec', 'template', 'metadata', 'labels', label]]
      : [];
  const own = isPatchable(kind) ? (PROTECTED[kind] ?? []) : [];
  return [...IDENTITY, ...own, ...ofTracks].filter((path) => touches(patch, path));
}

interface PatchSpot extends Spot {
  readonly kind: string;
}

function patchSpots({ input }: PlanContext): readonly PatchSpot[] {
  const plan = planSpot(input);
  const ofVersions = ['to', 'from']
    .map((version) => field(plan, version, 'patch'))
    .filter(isGiven)
    .map((patch) => ({ ...patch, kind: 'Deployment' }));
  const ofKinds = fields(field(plan, 'patch')).filter(({ key }) => isPatchable(key));
  return [...ofKinds.map((patch) => ({ ...patch, kind: patch.key })), ...ofVersions];
}

function findForbidden(patch: PatchSpot, { plan }: PlanContext): readonly Occurrence[] {
  if (!isRecord(patch.value)) {
    return [complain(patch, 'not a merge patch', { allowed: 'an object such as { spec: { … } }' })];
  }
  const touched = protectedFields(patch.kind, patch.value, plan.trackLabel);
  return touched.map((path) => {
    const spot = field(patch, ...path);
    const fields = listNames([path.join('.')]);
    return complain(spot, `a patch of a ${patch.kind} may not change ${fields}`);
  });
}

/** A merge patch changes a field by setting it, or by replacing or removing what it is in. */
function touches(patch: unknown, path: Path): boolean {
  let current = patch;
  for (const name of path) {
    if (!isRecord(current)) return true;
    current = current[name];
    if (current === undefined) return false;
  }
  return true;
}

function isPatchable(kind: string): boolean {
  return Object.hasOwn(PROTECTED, kind);
}
