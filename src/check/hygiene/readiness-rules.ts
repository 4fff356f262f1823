import { hasField, listIn, objectIn } from '../../mesh/json-field';
import type { Breach, CheckRule } from '../rule';
import type { CheckState } from '../state';
import { splitsOf } from '../traffic/splits';

/** Rules on when a pod of a track counts as ready. */
export const readinessRules: readonly CheckRule[] = [
  {
    id: 'track-without-readiness-probe',
    area: 'hygiene',
    severity: 'warning',
    title: 'the pods of a track with a weight have a readiness probe',
    why: 'Without one a pod counts as ready as soon as its process starts: it gets its share of the requests before it can answer, and each rolling update loses some.',
    fix: 'add a `readinessProbe` to the container that answers',
    find: findUnprobed,
  },
];

function findUnprobed(state: CheckState): readonly Breach[] {
  const found = new Map<string, Breach>();
  for (const { share, workloads } of splitsOf(state).flatMap(({ branches }) => branches)) {
    if (share === 0) continue;
    for (const { id, manifest, template, templatePath, replicas } of workloads) {
      const spec = objectIn(template, 'spec');
      const containers = listIn(spec, 'containers');
      const probed = containers.some((container) => hasField(container, 'readinessProbe'));
      if (
        replicas === 0 ||
        containers.length === 0 ||
        probed ||
        listIn(spec, 'readinessGates').length > 0
      )
        continue;
      const path = [templatePath, 'spec.containers[0]'].filter(Boolean).join('.');
      const message =
        'no readiness probe: a pod gets its share of the requests as soon as its process starts';
      if (!found.has(id)) found.set(id, { manifest, path, message });
    }
  }
  return [...found.values()];
}
