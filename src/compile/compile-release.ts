import { keyOf } from '../manifest/identity';
import type { Manifest } from '../manifest/manifest';
import type { Application } from '../plan/application';
import type { Plan } from '../plan/plan';
import { isSameState } from './changes';
import { draftForward, restSpec } from './forward';
import { joinGates } from './join-gates';
import { createMaterial, takeApart, type Live, type Material } from './material';
import { numberBack, numberForward, type Station } from './number-phases';
import type { Phase } from './phase';
import { buildState, finalSpec } from './state';
import { draftWayBack } from './way-back';

/** What runs at the start of a release. */
export type Baseline =
  | { readonly kind: 'live'; readonly version: string; readonly objects: readonly Manifest[] }
  | {
      readonly kind: 'rendered';
      readonly application: Application;
      /**
       * What `settledObjects` makes of it, where that is at hand.
       * @default - made again
       */
      readonly objects?: readonly Manifest[];
    }
  | { readonly kind: 'nothing' };

/** What a proof found of the phases of a release. */
export interface Proved {
  /** Pairs of forward phases between which phases may be left out. */
  readonly skips: readonly { readonly from: string; readonly to: string }[];
  /** Ids of phases that may be left before every proxy knows them. */
  readonly early: readonly string[];
  /** What would happen if the other phases were left so early, by the phase's id. */
  readonly settling: Readonly<Record<string, string>>;
}

/** A compiled release: its phases forward, and the way back from each. */
export interface CompiledRelease {
  readonly plan: Plan;
  /** The version that is live; undefined for a first installation. */
  readonly from?: string | undefined;
  readonly to: string;
  /** Name of the Service that callers use. */
  readonly service: string;
  /** Pods that carry all the traffic. */
  readonly capacity: number;
  readonly phases: readonly Phase[];
  /** The way back from each phase, by the phase's id; the baseline has none. */
  readonly waysBack: Readonly<Record<string, readonly Phase[]>>;
  /** Objects of the baseline that the last phase no longer has. */
  readonly retired: readonly Manifest[];
  /** Absent until the release is proved. */
  readonly proved?: Proved;
}

/**
 * States to go through on the way to a phase where one transition to it is not safe: by the phase's name, on a way back by
 * `<name of the phase it starts from>/<name of the step>`.
 */
export type Parts = ReadonlyMap<string, readonly (readonly Manifest[])[]>;

const NO_PARTS: Parts = new Map();

/** Compile a release: from what is live and today's objects to phases, transitions and ways back. */
export function compileRelease(
  plan: Plan,
  application: Application,
  baseline: Baseline,
  parts: Parts = NO_PARTS,
): CompiledRelease {
  const live = liveOf(plan, baseline);
  const material = createMaterial(plan, application, live);
  const start = baselineStation(material);
  const common = {
    plan,
    from: live?.version,
    to: application.version,
    service: material.service,
    capacity: material.capacity,
  };
  if (live === undefined) {
    return { ...common, phases: numberForward(material, [start], []), waysBack: {}, retired: [] };
  }
  const forward = dropEmpty(start, forwardStations(material));
  const stations = insertParts(start, forward, ({ name }) => parts.get(name));
  const running = baseline.kind === 'live' ? live.objects : [];
  const phases = numberForward(material, [start, ...stations], running);
  const waysBack = stations.map((station, index) => {
    const home = station.isPart === true ? lastWhole(stations, index) : station;
    const back = home === undefined ? [start] : backStations(material, start, home);
    const whole = dropEmpty(station, back);
    const steps = insertParts(station, whole, ({ name }) => parts.get(`${station.name}/${name}`));
    return [phases[index + 1]?.id ?? '', numberBack(material, steps, station.objects)] as const;
  });
  const retired = lacking(phases.at(-1)?.objects ?? [], live.objects);
  return { ...common, phases, waysBack: Object.fromEntries(waysBack), retired };
}

/** The state in which a version stands when nothing moves: the last phase of one release, the first of the next. */
export function settledObjects(plan: Plan, application: Application): readonly Manifest[] {
  return buildState(createMaterial(plan, application, undefined), finalSpec());
}

function liveOf(plan: Plan, baseline: Baseline): Live | undefined {
  switch (baseline.kind) {
    case 'nothing':
      return undefined;
    case 'live':
      return takeApart(plan, baseline.version, baseline.objects);
    case 'rendered': {
      const { application, objects } = baseline;
      return takeApart(plan, application.version, objects ?? settledObjects(plan, application));
    }
  }
}

function baselineStation(material: Material): Station {
  const { live } = material;
  if (live === undefined) {
    const spec = finalSpec();
    return { name: 'baseline', spec, objects: buildState(material, spec), gates: [] };
  }
  return { name: 'baseline', spec: restSpec(), objects: live.objects, gates: [] };
}

function forwardStations(material: Material): readonly Station[] {
  return draftForward(material).map(({ name, spec, gates }) => ({
    name,
    spec,
    gates,
    objects: buildState(material, spec),
  }));
}

/** Put the parts of a transition before the station that it leads to. */
function insertParts(
  start: Station,
  stations: readonly Station[],
  partsOf: (station: Station) => readonly (readonly Manifest[])[] | undefined,
): readonly Station[] {
  return stations.flatMap((station, index) => {
    const { spec } = stations[index - 1] ?? start;
    const between = partsOf(station) ?? [];
    const made = between.map((objects, at): Station => {
      const name = `${station.name}-part-${at + 1}`;
      return { name, spec, objects, gates: [], isPart: true };
    });
    return [...made, station];
  });
}

/** The last station before a part that is none; undefined for the baseline. The way back from a part is that one's. */
function lastWhole(stations: readonly Station[], index: number): Station | undefined {
  return stations.slice(0, index).findLast(({ isPart }) => isPart !== true);
}

function backStations(material: Material, start: Station, from: Station): readonly Station[] {
  return draftWayBack(material, from).map((draft) => {
    if (!('spec' in draft)) return start;
    const objects = buildState(material, draft.spec);
    // whatever stands for the baseline is the baseline to the byte, the order of its objects too
    const arrived = isSameState(start.objects, objects);
    return { ...draft, objects: arrived ? start.objects : objects, gates: [] };
  });
}

function lacking(last: readonly Manifest[], first: readonly Manifest[]): readonly Manifest[] {
  const keys = new Set(last.map(keyOf));
  return first.filter((object) => !keys.has(keyOf(object)));
}

/** A station that changes nothing is none; its gates are those of the one before. */
function dropEmpty(start: Station, stations: readonly Station[]): readonly Station[] {
  const kept: Station[] = [];
  for (const station of stations) {
    const before = kept[kept.length - 1] ?? start;
    if (!isSameState(before.objects, station.objects)) kept.push(station);
    else if (kept.length > 0)
      kept[kept.length - 1] = { ...before, gates: joinGates(before.gates, station.gates) };
  }
  return kept;
}
