import { type Exposure, exposureOf } from './exposure';
import { shortestStay } from './phase-stay';
import type { PhaseJson } from './release-json';
import type { ReleaseOutline } from './release-outline';

/** One phase of a plan as data: what `release.json` says of it, and what follows from that. */
export interface PlanRow extends Omit<PhaseJson, 'name' | 'ready' | 'sha256'> {
  /** Who meets the new version. */
  readonly exposure: Exposure;
  /** The least time in the phase, in seconds; approvals and the start of pods come on top. */
  readonly shortestStaySeconds: number;
  /** Ids of the steps of the way back, in order; none from the baseline. */
  readonly wayBack: readonly string[];
}

/** The phases of a release forward, as the rows of every format. */
export function planTable(release: ReleaseOutline): readonly PlanRow[] {
  return release.phases.map((phase) => planRow(phase, release));
}

function planRow(phase: PhaseJson, release: ReleaseOutline): PlanRow {
  return {
    id: phase.id,
    path: phase.path,
    versions: phase.versions,
    replicas: phase.replicas,
    traffic: phase.traffic,
    headerRoutes: phase.headerRoutes,
    mirror: phase.mirror,
    exposure: exposureOf(phase, release),
    settleSeconds: phase.settleSeconds,
    gates: phase.gates,
    shortestStaySeconds: shortestStay(phase),
    changes: phase.changes,
    wayBack: (release.abort[phase.id] ?? []).map((step) => step.id),
  };
}
