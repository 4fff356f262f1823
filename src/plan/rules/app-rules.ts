import type { Plan } from '../plan';
import type { AppContext, AppRule } from './app-context';
import { listNames } from './complain';
import { findTakenHosts } from './host-claims';
import { read, textOf } from './record';
import type { Occurrence } from './rule';
import { show } from './show';

/** Rules on all releases of an app together. */
export const appRules: readonly AppRule[] = [
  {
    id: 'release-per-chart',
    severity: 'error',
    title: 'a chart holds one release',
    why: "The chart's other objects are in every phase of its release. With two releases, each would write them, and undo what the other has just changed.",
    fix: 'give each release a chart; common objects go into a chart without a release',
    find: ({ charts }) =>
      charts
        .filter(({ releases }) => releases.length > 1)
        .map(({ chart, releases }) => ({
          at: chart,
          message: `holds ${releases.length} releases: ${listNames(releases)}`,
        })),
  },
  {
    id: 'release-name-taken',
    severity: 'error',
    title: 'the directories of releases and versions are told apart by more than case',
    why: 'The name is the directory that a CD tool watches. Two releases in one place overwrite each other, and on macOS and Windows case makes no difference.',
    fix: 'give the release another name or environment',
    find: ({ releases }) => {
      const plans = releases.map(({ plan }) => plan);
      return [
        ...findSharedPlaces(plans),
        ...findShadowed(plans),
        ...plans.flatMap(findSameDirectory),
      ];
    },
  },
  {
    id: 'host-taken',
    severity: 'error',
    title: 'no request from outside is for two releases',
    why: 'At a gateway Istio joins the routes of one host by the age of the VirtualServices. Which release answers would depend on which was created first, and change when one is created again.',
    fix: 'give the routes conditions that exclude each other, such as different path prefixes, in `router.http`',
    find: ({ releases }) => findTakenHosts(releases.map(({ plan }) => plan)),
  },
  {
    id: 'live-without-release',
    severity: 'warning',
    title: 'what is live has a release in the app',
    why: 'A release was renamed or removed, and what it left in `live/` is not touched: a CD tool goes on applying it, and the pods go on running.',
    fix: 'restore the name, or remove the directory when nothing of it may run any more',
    find: findAbandoned,
  },
];

function findSharedPlaces(plans: readonly Plan[]): readonly Occurrence[] {
  const owners = new Map<string, Plan>();
  return plans.flatMap((plan) => {
    const place = placeOf(plan.environment, plan.name);
    const key = place.toLowerCase();
    const owner = owners.get(key);
    if (owner === undefined) {
      owners.set(key, plan);
      return [];
    }
    return [occurrence(plan, `the release of ${owner.construct} has the same directory`, place)];
  });
}

/** Files of one release would lie among those of an environment: `live/prod/current/`. */
function findShadowed(plans: readonly Plan[]): readonly Occurrence[] {
  const environments = new Map(
    plans.map((plan) => [textOf(plan.environment)?.toLowerCase() ?? '', plan] as const),
  );
  return plans.flatMap((plan) => {
    const name = textOf(plan.name)?.toLowerCase() ?? '';
    const other = textOf(plan.environment) === undefined ? environments.get(name) : undefined;
    if (other === undefined || name === '') return [];
    const message = `the environment of ${other.construct} has the same directory`;
    return [occurrence(plan, message, name)];
  });
}

function findSameDirectory(plan: Plan): readonly Occurrence[] {
  const to = textOf(read(plan.to, 'name'));
  const from = textOf(read(plan.from, 'name'));
  if (to === undefined || from === undefined || to === from) return [];
  if (to.toLowerCase() !== from.toLowerCase()) return [];
  const message = `the versions '${from}' and '${to}' have the same directory`;
  const fix = 'give the new version a name that differs by more than case';
  return [{ ...occurrence(plan, message, to), fix }];
}

function findAbandoned({ releases, liveNames }: AppContext): readonly Occurrence[] {
  const known = new Set(releases.map(({ plan }) => placeOf(plan.environment, plan.name)));
  return liveNames
    .map(({ environment, name }) => placeOf(environment, name))
    .filter((place) => !known.has(place))
    .map((place) => ({ at: `live/${place}`, message: 'no release of the app is of this name' }));
}

function placeOf(environment: unknown, name: unknown): string {
  return [textOf(environment), textOf(name)].filter((part) => part !== undefined).join('/');
}

function occurrence(plan: Plan, message: string, given: string): Occurrence {
  return { at: plan.construct, message, given: show(given) };
}
