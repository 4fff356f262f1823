import { objectIn, textIn } from '../../mesh/json-field';
import type { Breach, CheckRule } from '../rule';
import type { CheckState } from '../state';
import { scalerOf, scalersOf } from '../traffic/scalers';
import { workloadsOf } from '../traffic/workload-index';

/** Rules on HorizontalPodAutoscalers and what they scale. */
export const autoscalerRules: readonly CheckRule[] = [
  {
    id: 'autoscaled-replicas',
    area: 'hygiene',
    severity: 'warning',
    title: 'a workload that an autoscaler scales has no replicas of its own',
    why: 'Every time the files are applied, the number in the file overwrites the number that the autoscaler chose: a workload at 12 replicas drops to 3 under load, and grows again only after a while.',
    fix: 'remove `replicas` from the workload; take it away once by hand where it was applied before, or it resets to 1',
    find: findReplicas,
  },
  {
    id: 'autoscalers-share-target',
    area: 'hygiene',
    severity: 'error',
    title: 'a workload has one autoscaler',
    why: 'Two autoscalers on one workload undo what the other has just decided: the number of replicas swings without end.',
    fix: 'put all metrics into one HorizontalPodAutoscaler',
    find: (state) =>
      [...scalersOf(state)].flatMap(([target, scalers]) =>
        scalers.slice(1).map((manifest) => ({
          manifest,
          path: 'spec.scaleTargetRef',
          given: target,
          message: `HorizontalPodAutoscaler ${scalers[0]?.metadata.name ?? ''} scales ${target} too`,
        })),
      ),
  },
  {
    id: 'autoscaler-target-missing',
    area: 'hygiene',
    severity: 'warning',
    title: 'the target of an autoscaler exists',
    why: 'After a promotion or a new name an autoscaler can be left without its target. The workload that carries the traffic is then not scaled, and nothing fails until there is load.',
    fix: 'name the workload that carries the traffic in `scaleTargetRef`',
    find: findLostTargets,
  },
];

function findReplicas(state: CheckState): readonly Breach[] {
  return workloadsOf(state).all.flatMap((workload) => {
    const scaler = scalerOf(state, workload);
    if (scaler === undefined || workload.replicas === undefined) return [];
    const message = `HorizontalPodAutoscaler ${scaler.metadata.name} decides the number, and each apply sets it back to ${workload.replicas}`;
    const path = 'spec.replicas';
    return [{ manifest: workload.manifest, path, given: `${workload.replicas}`, message }];
  });
}

/** Kinds whose absence from the files says something; others belong to operators. */
const SCALED: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet']);

function findLostTargets(state: CheckState): readonly Breach[] {
  const { all, isPopulated } = workloadsOf(state);
  const known = new Set(all.map(({ manifest, id }) => `${manifest.kind} ${id}`));
  return [...scalersOf(state)].flatMap(([target, scalers]) =>
    scalers.flatMap((manifest) => {
      const reference = objectIn(objectIn(manifest, 'spec'), 'scaleTargetRef');
      const given = textIn(reference, 'name') ?? '';
      const { namespace = '' } = manifest.metadata;
      const isKind = SCALED.has(textIn(reference, 'kind') ?? '');
      if (!isKind || known.has(target) || !isPopulated(namespace)) return [];
      return [
        { manifest, path: 'spec.scaleTargetRef.name', given, message: `there is no ${target}` },
      ];
    }),
  );
}
