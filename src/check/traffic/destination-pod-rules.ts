import type { Breach, CheckRule } from '../rule';
import type { CheckState } from '../state';
import { joinWords } from './caller-classes';
import { failingDestinations, tellLoss, type FailingDestination } from './failures';
import { subsetLabels } from './subset-labels';
import { workloadsBehind } from './targets';
import { workloadsOf } from './workload-index';

/** Rules on the pods behind destinations: some are selected, and ready. */
export const destinationPodRules: readonly CheckRule[] = [
  {
    id: 'subset-selects-no-pods',
    area: 'traffic',
    severity: 'error',
    title: 'the labels of a subset are on pods that the Service selects',
    why: "A subset is the Service's pods with some more labels. If no pod template has them, its share gets 503 (UH). Istio takes no other destination instead.",
    fix: 'write the labels of the pod template, and let the Service select it too',
    find: (state) => breachesOf(state, 'subset-selects-nothing', tellSubset),
  },
  {
    id: 'destination-selects-no-pods',
    area: 'traffic',
    severity: 'error',
    title: 'the Service of a destination selects the pods of a workload',
    why: 'A selector with a typing error selects nothing, without any message: the share of the destination gets 503 (UH).',
    fix: 'make the selector of the Service equal to labels of the pod template',
    find: (state) => breachesOf(state, 'service-selects-nothing', tellService),
  },
  {
    id: 'destination-not-ready',
    area: 'traffic',
    severity: 'error',
    title: 'a destination with a weight has a pod that is ready',
    why: 'Istio does not take the share of a destination without ready pods to another one: those requests get 503 (UH) until a pod is ready.',
    fix: 'scale the workload up and wait until it is available before giving it a weight; to retire it, take the weight away first',
    find: (state) => breachesOf(state, 'not-ready', tellNotReady),
  },
];

type Tell = (
  state: CheckState,
  failing: FailingDestination,
) => Omit<Breach, 'manifest'> | undefined;

function breachesOf(
  state: CheckState,
  cause: FailingDestination['cause'],
  tell: Tell,
): readonly Breach[] {
  return failingDestinations(state)
    .filter((failing) => failing.cause === cause)
    .flatMap((failing) => {
      const told = tell(state, failing);
      if (told === undefined) return [];
      const { manifest } = failing;
      const path = manifest.kind === 'HTTPRoute' ? failing.path : told.path;
      return [{ manifest, ...told, path }];
    });
}

function tellSubset(_: CheckState, failing: FailingDestination): Omit<Breach, 'manifest'> {
  const { target, path, part, service } = failing;
  const labels = tellLabels(subsetLabels(part, target) ?? {});
  const message = `no pod of ${service?.name ?? target.host} has the labels of the subset ${target.subset} (${labels}): ${tellLoss(failing)}`;
  return { path: `${path}.destination.subset`, given: target.subset, message };
}

function tellService(
  state: CheckState,
  failing: FailingDestination,
): Omit<Breach, 'manifest'> | undefined {
  const { target, path, service } = failing;
  // without any workload of the namespace the files hold routing alone: pods are somewhere else
  // nor does a Service without selector say who answers: its endpoints are written by somebody else
  if (service?.selector === undefined || !workloadsOf(state).isPopulated(service.namespace))
    return undefined;
  const selector = tellLabels(service.selector ?? {});
  const place = { path: `${path}.destination.host`, given: target.host };
  // an operator may make pods of any labels: only a selector that others almost fit is wrong for certain
  const nearly = workloadsOf(state).all.some(
    ({ namespace, labels, serves }) =>
      serves &&
      namespace === service.namespace &&
      Object.entries(service.selector ?? {}).some(([key, value]) => labels[key] === value),
  );
  return {
    ...place,
    message: `the Service selects no pod of the files given (${selector}): ${tellLoss(failing)}`,
    ...(nearly ? {} : { severity: 'warning' as const }),
  };
}

function tellNotReady(
  _: CheckState,
  failing: FailingDestination,
): Omit<Breach, 'manifest'> | undefined {
  const { target, path, part } = failing;
  const behind = workloadsBehind(part, target);
  // the pods of an Argo Rollout are its controller's: this model makes none
  if (behind.some(({ kind }) => kind === 'argoproj.io/Rollout')) return undefined;
  const said = behind.map(({ manifest, id, replicas }) =>
    replicas === 0
      ? `${manifest.kind} ${id} has 0 replicas`
      : `${manifest.kind} ${id} is not ready`,
  );
  const message = `${joinWords(said)}: ${tellLoss(failing)}`;
  return { path, given: `weight ${target.weight}`, message };
}

function tellLabels(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ');
}
