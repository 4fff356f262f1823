import type { Phase } from '../../src/compile/phase';
import type { Manifest } from '../../src/manifest/manifest';
import { plainHistory } from './arbitrary-plan';
import {
  capacityOf,
  checkReleases,
  checkStates,
  checkTransitions,
  transitionsOf,
} from './check-history';
import { lastPhase, planOf } from './release-case';
import { canaryPhases, trackOf } from './state-queries';

describe('the canary', () => {
  it('has max(1, ceil(capacity × next weight / 100)) pods where the steps only set weights', () => {
    checkReleases((compiled) => {
      const capacity = capacityOf(compiled);
      const phases = canaryPhases(compiled.release);
      return phases
        .map(({ id, replicas }, index) => {
          const next = phases[index + 1]?.traffic.canary ?? 100;
          return {
            id,
            actual: replicas.canary,
            due: Math.max(1, Math.ceil((capacity * next) / 100)),
          };
        })
        .filter(({ actual, due }) => actual !== due)
        .map(({ id, actual, due }) => `${id}: ${actual} in place of ${due}`);
    }, plainHistory);
  });

  it('has the pods for its share before the share changes, and after', () => {
    checkTransitions(({ before, after, path }, compiled) => {
      // what is left of a way back from the end is the old version's: its capacity is another one
      if (path !== 'forward') return [];
      const due = Math.ceil((capacityOf(compiled) * after.traffic.canary) / 100);
      return [before, after]
        .filter(({ replicas }) => replicas.canary < due)
        .map(({ id, replicas }) => `${id} has ${replicas.canary} of ${due}`);
    });
  });

  it('has pods in both states wherever anybody is sent to it, also on the ways back', () => {
    checkTransitions(({ before, after }) =>
      [before, after]
        .filter(() => isServing(before) || isServing(after))
        .filter(({ replicas }) => replicas.canary === 0)
        .map(({ id }) => `${id} has none`),
    );
  });

  it('never gets smaller before the release is done', () => {
    checkTransitions(({ before, after, path }) => {
      const shrinks = after.replicas.canary < before.replicas.canary;
      return shrinks && path === 'forward' && after.name !== 'done' ? ['it does'] : [];
    });
  });

  it('has full size at 100 percent, and more where a step says so', () => {
    checkReleases((compiled) => {
      const { release, source } = compiled;
      const largest = Math.max(...planOf(source).steps.map((s) => s.setCanaryScale?.replicas ?? 0));
      const due = Math.max(capacityOf(compiled), largest);
      return release.phases
        .filter(({ traffic, replicas }) => traffic.canary === 100 && replicas.canary < due)
        .map(({ id, replicas }) => `${id}: ${replicas.canary} of ${due}`);
    });
  });
});

describe('the primary', () => {
  it('never gets smaller before the release is done, nor on a way back before its end', () => {
    checkTransitions(({ before, after }, { release }) => {
      const isEnd = after.name === 'done' || after.objects === release.phases[0]?.objects;
      const shrinks = after.replicas.primary < before.replicas.primary;
      return shrinks && !isEnd ? ['it does'] : [];
    });
  });

  it('has the size that today asks for in the end', () => {
    checkReleases(({ release, source }) => {
      const done = lastPhase(release);
      const { replicas } = planOf(source);
      return replicas === undefined || done.replicas.primary === replicas
        ? []
        : [`${done.replicas.primary} in place of ${replicas}`];
    });
  });

  it('is kept at full size by its autoscaler from canary-0 to primary-100, and free in the end', () => {
    checkReleases(function* (compiled) {
      const { release, source } = compiled;
      const capacity = capacityOf(compiled);
      for (const { name, objects } of [...canaryPhases(release), ...release.phases.slice(-3)]) {
        const { minReplicas: minimum, maxReplicas: maximum } = boundsOf(objects);
        if (minimum === undefined) continue;
        // one that the plan gives up may have a maximum below the capacity that the plan names
        const due = Math.min(capacity, maximum ?? capacity);
        if (name !== 'done' && minimum < due) yield `${name}: ${minimum} of ${due}`;
        if (name === 'done' && minimum !== minimumOf(source.others)) yield `done: ${minimum}`;
      }
    });
  });

  it('has no number of pods of its own where an autoscaler has it, and one where none has', () => {
    checkStates((state, { release }) => {
      const isScaled = state.objects.some(isAutoscaler);
      const { replicas } = trackOf(state, release, 'primary').spec;
      if (!isScaled) return replicas === undefined ? ['no number'] : [];
      return release.phases.includes(state) && replicas !== undefined ? [`${replicas}`] : [];
    });
  });

  it('on a way back gives its number to an autoscaler only while it serves nobody', () => {
    checkTransitions(({ before, after, path }, { release }) => {
      const [number, later] = [before, after].map(
        (state) => trackOf(state, release, 'primary').spec.replicas,
      );
      const isWithdrawn = number !== undefined && later === undefined;
      const isServing = before.traffic.primary + after.traffic.primary > 0;
      return isWithdrawn && isServing && path !== 'forward' ? [`${number} is withdrawn`] : [];
    });
  });

  it('may always grow as large as what was live', () => {
    checkReleases(function* ({ release }) {
      const live = boundsOf(release.phases[0]!.objects).maxReplicas ?? 0;
      for (const { after } of transitionsOf(release)) {
        const maximum = boundsOf(after.objects).maxReplicas ?? Infinity;
        if (after.name !== 'done' && maximum < live) yield `${after.id}: ${maximum} of ${live}`;
      }
    });
  });
});

interface Bounds {
  readonly minReplicas?: number;
  readonly maxReplicas?: number;
}

function boundsOf(objects: readonly Manifest[]): Bounds {
  return (objects.find(isAutoscaler)?.['spec'] ?? {}) as Bounds;
}

function minimumOf(objects: readonly Manifest[]): number | undefined {
  return boundsOf(objects).minReplicas;
}

function isAutoscaler({ kind }: Manifest): boolean {
  return kind === 'HorizontalPodAutoscaler';
}

function isServing({ traffic, headerRoutes, mirror }: Phase): boolean {
  return traffic.canary > 0 || headerRoutes.length > 0 || mirror > 0;
}
