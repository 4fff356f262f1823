import type { Change, Phase } from '../compile/phase';
import type { CompiledRelease } from '../compile/compile-release';
import { callingIngresses } from '../compile/ingresses';
import type { Manifest } from '../manifest/manifest';
import { wayBackPath } from './emit-phases';
import type { FileLayout } from './phase-files';
import { RELEASE_SCHEMA_VERSION } from './release-json';
import type { ChangeJson, ObjectJson, PhaseJson, ReleaseJson } from './release-json';

/** The hash of each phase's directory, by the phase's path. */
export type HashOf = (path: string) => string;

/** The contract of a compiled release. `files` are the hashes of all files beside it. */
export function buildReleaseJson(
  release: CompiledRelease,
  layout: FileLayout,
  hashOf: HashOf,
): Omit<ReleaseJson, 'files'> {
  const { plan, from, to } = release;
  return {
    schemaVersion: RELEASE_SCHEMA_VERSION,
    release: plan.name,
    ...(plan.environment === undefined ? {} : { environment: plan.environment }),
    chart: plan.chart,
    namespace: plan.namespace,
    engine: 'phases',
    router: plan.router.kind,
    layout: plan.layout,
    output: layout.output,
    extension: layout.extension,
    from: from ?? null,
    to,
    phases: release.phases.map((phase) => ({
      ...phaseJson(phase, phase.id, hashOf),
      ...settlingJson(phase, release),
    })),
    abort: Object.fromEntries(
      Object.entries(release.waysBack).map(([id, steps]) => [
        id,
        steps.map((step) => phaseJson(step, wayBackPath(id, step), hashOf)),
      ]),
    ),
    skips: release.proved?.skips ?? [],
    outsideMesh: plan.outsideMesh,
    ingresses: callingIngresses(release).map(objectJson),
    metrics: plan.metrics,
    ...(plan.traffic === undefined ? {} : { traffic: plan.traffic }),
    retired: release.retired.map(objectJson),
  };
}

function settlingJson(
  { id }: Phase,
  { proved }: CompiledRelease,
): Pick<PhaseJson, 'early' | 'settling'> {
  if (proved === undefined) return {};
  const reason = proved.settling[id];
  return {
    ...(proved.early.includes(id) ? { early: true } : {}),
    ...(reason === undefined ? {} : { settling: reason }),
  };
}

function phaseJson(phase: Phase, path: string, hashOf: HashOf): PhaseJson {
  const { id, name, versions, replicas, traffic, headerRoutes, mirror, settleSeconds, gates } =
    phase;
  return {
    id,
    name,
    path,
    versions,
    replicas,
    traffic,
    headerRoutes,
    mirror,
    ready: phase.ready.map(({ workload, replicas: pods }) => ({
      ...objectJson(workload),
      replicas: pods,
    })),
    settleSeconds,
    gates,
    changes: phase.changes.map(changeJson),
    sha256: hashOf(path),
  };
}

function changeJson(change: Change): ChangeJson {
  const object = change.kind === 'removed' ? change.before : change.after;
  return { change: change.kind, object: objectJson(object) };
}

function objectJson({ apiVersion, kind, metadata: { namespace, name } }: Manifest): ObjectJson {
  return { apiVersion, kind, ...(namespace === undefined ? {} : { namespace }), name };
}
