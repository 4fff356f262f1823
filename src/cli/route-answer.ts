import type { SourcePlace } from '../finding/finding';
import type { LoadedState } from '../check/source/load-state';
import { findPlaces } from '../check/source/find-places';
import { describe } from '../manifest/identity';
import { outcome } from '../mesh/outcome';
import type { MirrorEnd, Outcome } from '../mesh/outcome-kinds';
import type { Place } from '../mesh/place';
import type { Pod } from '../mesh/pods';
import type { MeshRequest } from '../mesh/request';
import { sharesByLabel } from '../mesh/shares-by-label';
import type { World } from '../mesh/world';
import type { NamedCaller } from './route-callers';

/** What one caller's request gets. */
export interface Answer {
  readonly from: NamedCaller;
  readonly request: MeshRequest;
  readonly outcome: Outcome;
  /** The label that tells the pods apart, and the share of each value. */
  readonly label: string | undefined;
  readonly byLabel: Readonly<Record<string, number>>;
  /** Where the rule that decides is written. */
  readonly source: SourcePlace | undefined;
}

/** Asks the routing model, and finds the rule in the files. */
export async function answerOf(
  from: NamedCaller,
  request: MeshRequest,
  { world, state, by }: AnswerContext,
): Promise<Answer> {
  const found = outcome(world, from.caller, request);
  const label = by ?? tellingLabel(podsOf(found));
  const source = 'route' in found ? await sourceOf(found.route, state) : undefined;
  const byLabel = label === undefined ? {} : sharesByLabel(found, label);
  return { from, request, outcome: found, label, byLabel, source };
}

/** What answers need besides the question. */
export interface AnswerContext {
  readonly world: World;
  readonly state: LoadedState;
  /** Label to tell pods by. */
  readonly by: string | undefined;
}

/** The mirrors of an outcome. */
export function mirrorsOf(found: Outcome): readonly MirrorEnd[] {
  return 'mirrors' in found ? found.mirrors : [];
}

function podsOf(found: Outcome): readonly Pod[] {
  return 'destinations' in found ? found.destinations.flatMap(({ pods }) => pods) : [];
}

/** Labels that name what a canary release tries, the most telling first. */
const TELLING = ['track', 'version', 'app.kubernetes.io/version', 'release', 'color', 'subset'];

function tellingLabel(pods: readonly Pod[]): string | undefined {
  const values = (label: string): ReadonlySet<string | undefined> =>
    new Set(pods.map(({ labels }) => labels[label]));
  const differing = TELLING.find((label) => values(label).size > 1);
  return differing ?? TELLING.find((label) => pods.length > 0 && !values(label).has(undefined));
}

async function sourceOf(
  place: Place | undefined,
  { manifests, origins }: LoadedState,
): Promise<SourcePlace | undefined> {
  const manifest = manifests.find((candidate) => describe(candidate) === place?.object);
  const origin = manifest && origins.get(manifest);
  if (place === undefined || origin === undefined) return undefined;
  const path = [origin.path, place.path].filter((part) => part !== '').join('.');
  const [found] = await findPlaces(origin.document, [path], () => import('yaml'));
  return found?.source;
}
