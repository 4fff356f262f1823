import { parseAllDocuments } from 'yaml';
import {
  compileRelease,
  type Baseline,
  type CompiledRelease,
} from '../../src/compile/compile-release';
import type { Phase } from '../../src/compile/phase';
import { emitDocuments } from '../../src/emit/emit-documents';
import type { Manifest } from '../../src/manifest/manifest';
import { assembleApplication, type Application } from '../../src/plan/application';
import { normalizePlan, type Plan } from '../../src/plan/plan';
import type { ReleasePlan } from '../../src/plan/release-plan';
import type { Rendered } from '../../src/plan/rendered';
import { versionSpec } from '../../src/plan/version';

/** An application on one day: its plan, what its workload gives, and the other objects of its chart. */
export interface ReleaseCase {
  readonly input: ReleasePlan<string>;
  readonly workload: readonly Manifest[];
  readonly others: readonly Manifest[];
}

export const NAMESPACE = 'shop';

/** The plan of a case, in its place. */
export function planOf({ input }: ReleaseCase): Plan {
  return normalizePlan(input, { construct: 'shop/api', chart: 'shop', namespace: NAMESPACE });
}

/** What the workload gives for the version that is released. */
export function renderedOf({ input, workload }: ReleaseCase): Rendered {
  return { version: versionSpec(input.to), objects: workload };
}

/** The objects of a case in their roles. */
export function applicationOf(releaseCase: ReleaseCase, plan = planOf(releaseCase)): Application {
  const application = assembleApplication(plan, renderedOf(releaseCase), releaseCase.others);
  if (application === undefined) throw new Error('the case has no Deployment');
  return application;
}

/** Compile a case from a baseline. */
export function compileCase(releaseCase: ReleaseCase, baseline: Baseline): CompiledRelease {
  return compileRelease(planOf(releaseCase), applicationOf(releaseCase), baseline);
}

/** The first installation of a case. */
export function install(releaseCase: ReleaseCase): CompiledRelease {
  return compileCase(releaseCase, { kind: 'nothing' });
}

/** The release that follows an ended one, from the objects that it left. */
export function follow(
  before: CompiledRelease,
  releaseCase: ReleaseCase,
  pass: (objects: readonly Manifest[]) => readonly Manifest[] = (objects) => objects,
): CompiledRelease {
  const objects = pass(lastPhase(before).objects);
  return compileCase(releaseCase, { kind: 'live', version: before.to, objects });
}

/** The phase in which a release ends. */
export function lastPhase({ phases }: CompiledRelease): Phase {
  return phases.at(-1)!;
}

/** The phase of this name. */
export function phaseNamed(phases: readonly Phase[], name: string): Phase {
  const phase = phases.find((candidate) => candidate.name === name);
  if (phase !== undefined) return phase;
  throw new Error(`no phase ${name}, only ${phases.map((p) => p.name).join(', ')}`);
}

/** The object of this kind and name in a phase. */
export function objectNamed(phase: Phase, kind: string, name: string): Manifest {
  const object = phase.objects.find((o) => o.kind === kind && o.metadata.name === name);
  if (object !== undefined) return object;
  throw new Error(`no ${kind} ${name} in ${phase.id}`);
}

/** Objects as somebody reads them who has the files only. */
export function throughYaml(objects: readonly Manifest[]): readonly Manifest[] {
  return parseAllDocuments(emitDocuments(objects), { version: '1.1' }).map(
    (document) => document.toJS() as Manifest,
  );
}

/** A path through a release: the phases one after the other, from the one that runs at its start. */
export interface Path {
  readonly name: string;
  readonly phases: readonly Phase[];
}

/** All paths of a release: forward, and the way back from each phase, which begins in that phase. */
export function pathsOf({ phases, waysBack }: CompiledRelease): readonly Path[] {
  const back = Object.entries(waysBack).map(([from, steps]) => ({
    name: `back from ${from}`,
    phases: [phases.find(({ id }) => id === from)!, ...steps],
  }));
  return [{ name: 'forward', phases }, ...back];
}
