import type { JsonObject, Manifest } from '../../src/manifest/manifest';
import { makeWorld } from '../../src/flagger/make-world';
import { observeTick } from '../../src/flagger/observe-tick';
import { recordTick } from '../../src/flagger/record-tick';
import { revisionOf } from '../../src/flagger/revision';
import { runTick } from '../../src/flagger/run-tick';
import { initialize } from '../../src/flagger/simulate-flagger';
import { imageOf } from '../../src/flagger/target';
import type {
  MetricAnswer,
  ObjectPatch,
  Readiness,
  TickInputs,
} from '../../src/flagger/tick-inputs';
import type { TickRecord } from '../../src/flagger/tick-record';
import { getObject, type World } from '../../src/flagger/world';

/** A scenario of `test/conformance/flagger/ticks.json`; the README beside it tells the format. */
export interface Scenario {
  readonly name: string;
  readonly canary: Manifest;
  readonly deployment: Manifest;
  readonly objects?: readonly Manifest[];
  readonly defaults?: { readonly metrics?: Readonly<Record<string, MetricAnswer>> };
  readonly start?: 'none';
  readonly initial?: JsonObject;
  readonly ticks: readonly { readonly inputs: ScenarioInputs; readonly observed: JsonObject }[];
}

interface ScenarioInputs {
  readonly image?: string;
  readonly patch?: readonly ObjectPatch[];
  readonly metrics?: Readonly<Record<string, MetricAnswer>>;
  readonly webhooks?: Readonly<Record<string, number>>;
  readonly canary?: Readiness;
  readonly primary?: Readiness;
}

/** What the simulator makes of a scenario, in the words of the observation. */
export function replay({
  canary,
  deployment,
  objects = [],
  defaults,
  start,
  ticks,
}: Scenario): readonly JsonObject[] {
  const setup = { canary, workload: deployment, objects };
  const names = new Map<string, string>();
  const found: JsonObject[] = [];
  const note = (record: TickRecord, world: World): void => {
    nameRevision(names, world, deployment.metadata.name);
    nameCookies(names, world);
    const text = JSON.stringify(observeTick(record, world));
    found.push(JSON.parse([...names].reduce(replaceName, text)) as JsonObject);
  };
  const begun =
    start === 'none' ? { world: makeWorld(setup), record: undefined } : initialize(setup);
  let { world } = begun;
  if (begun.record !== undefined) note(begun.record, world);
  ticks.forEach(({ inputs: { patch = [], ...inputs } }, tick) => {
    const metrics = { ...defaults?.metrics, ...inputs.metrics };
    const given: TickInputs = { ...inputs, metrics, patches: patch };
    const outcome = runTick(world, given);
    world = outcome.world;
    note(recordTick({ tick, seconds: tick * 60 }, outcome, {}), world);
  });
  return found;
}

/** The observations of a scenario in the order of `replay`. */
export function observations({ initial, ticks }: Scenario): readonly JsonObject[] {
  return [...(initial === undefined ? [] : [initial]), ...ticks.map(({ observed }) => observed)];
}

/** A revision is named by its image; another template with the same image has a number too. */
function nameRevision(names: Map<string, string>, world: World, name: string): void {
  const target = getObject(world.objects, `Deployment/shop/${name}`);
  if (target === undefined) return;
  const revision = revisionOf(target);
  if (names.has(revision)) return;
  const image = imageOf(target);
  const same = [...names.values()].filter((known) => known.split('#')[0] === image).length;
  names.set(revision, same === 0 ? image : `${image}#${same + 1}`);
}

/** Random values are named in their order of appearance. */
function nameCookies(names: Map<string, string>, { status }: World): void {
  const { canary, previous, primary } = status.cookies;
  const cookies = [canary, previous, primary];
  for (const value of cookies.map((cookie) => cookie.split('=')[1] ?? '')) {
    if (value === '' || names.has(value)) continue;
    const drawn = [...names.values()].filter((known) => known.startsWith('<')).length;
    names.set(value, `<r${drawn + 1}>`);
  }
}

function replaceName(text: string, [value, name]: readonly [string, string]): string {
  return text.replaceAll(value, name);
}
