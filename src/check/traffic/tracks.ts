import type { Workload } from './workload-index';

/** Labels by which people tell the versions of one application. */
const TRACK_KEYS: readonly string[] = [
  'track',
  'version',
  'release',
  'role',
  'app.kubernetes.io/version',
];

/** Endings of names that say which track of an application it is. */
const TRACK_NAME = /-(primary|canary|stable|baseline|preview|blue|green|v?\d+(?:[.-]\d+)*)$/u;

/** The name of the application that a workload is a track of: `api` for `api-canary`. */
export function applicationName(name: string): string {
  return name.replace(TRACK_NAME, '');
}

/** Whether a name ends in the name of a track: `api-canary`. */
export function isTrackName(name: string): boolean {
  return /-(primary|canary|stable|baseline|preview|blue|green)$/u.test(name);
}

/** Whether workloads look like tracks of one application: one name but for its ending, or one label that differs. */
export function areTracks(workloads: readonly Workload[]): boolean {
  const [first] = workloads;
  if (workloads.length < 2 || first === undefined) return false;
  const named = workloads.every(
    ({ name }) => applicationName(name) === applicationName(first.name),
  );
  if (named) return true;
  const key = TRACK_KEYS.find((candidate) => {
    const values = new Set(workloads.map(({ labels }) => labels[candidate]));
    return !values.has(undefined) && values.size === workloads.length;
  });
  return key !== undefined && workloads.every((workload) => sameApplication(first, workload));
}

/** Labels by which an application is named; workloads of one application agree on all that both have. */
const APPLICATION_KEYS: readonly string[] = ['app', 'app.kubernetes.io/name', 'k8s-app'];

function sameApplication({ labels }: Workload, { labels: others }: Workload): boolean {
  const shared = APPLICATION_KEYS.filter(
    (key) => labels[key] !== undefined && others[key] !== undefined,
  );
  return shared.length > 0 && shared.every((key) => labels[key] === others[key]);
}
