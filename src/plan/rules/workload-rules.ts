import { describe } from '../../manifest/identity';
import type { Manifest } from '../../manifest/manifest';
import { isDeployment } from '../../manifest/workload';
import { complain, complainOf, listNames } from './complain';
import { isRecord, listOf, read, textOf } from './record';
import type { Occurrence, PlanRule } from './rule';
import { show } from './show';
import { deploymentOf, isSound, newDeployment, workloadsOf } from './sound-objects';
import { besidePlan, field, isGiven, objectSpot } from './spot';

const WORKLOAD = besidePlan('workload');

/** Rules on what is released. */
export const workloadRules: readonly PlanRule[] = [
  {
    id: 'workload-missing',
    severity: 'error',
    title: 'the workload holds a Deployment',
    why: 'Without a Deployment there are no pods to try, and nothing to route to.',
    fix: 'create a Deployment below the scope, or return the one that is meant',
    find: ({ source }) =>
      renderings(source)
        .filter(([, rendered]) => workloadsOf(rendered).length === 0)
        .map(([version]) => complainOf(WORKLOAD, `no Deployment for version ${version}`)),
  },
  {
    id: 'workload-second',
    severity: 'error',
    title: 'the workload is one Deployment',
    why: 'The phases move users from one set of pods to another. A second workload beside it would be changed at once, without weights or a way back, and for kinds such as StatefulSet there is no canary.',
    fix: 'create it beside the Release; where the scope needs several Deployments, return the one that is released',
    find: ({ source }) =>
      renderings(source).flatMap(([version, rendered]) => findSecond(version, rendered)),
  },
  {
    id: 'workload-side-effect',
    severity: 'error',
    title: 'the workload function makes and changes nothing outside its scope',
    why: 'It runs once for each version, so an object outside would be made or changed twice, and every phase would hold what the last run left.',
    fix: 'create the construct beside the Release, and only refer to it in the function',
    find: ({ source }) =>
      listOf(source.sideEffects).map((path) => ({
        at: typeof path === 'string' && path !== '' ? path : show(path),
        message: 'the workload function makes or changes this construct, outside its scope',
      })),
  },
  {
    id: 'workload-selector',
    severity: 'error',
    title: "the Deployment's selector finds its pods, and leaves the track label free",
    why: "The Services of the tracks select by these labels and the track's. Where the labels do not match, callers get 503; where the track label is taken, primary and canary share pods and the weights mean nothing.",
    fix: 'give the pod template every label of `matchLabels`; set `trackLabel` where the label is in use',
    find: (context) => {
      const deployment = newDeployment(context);
      return deployment === undefined ? [] : findBadSelector(deployment, context.plan.trackLabel);
    },
  },
  {
    id: 'selector-expressions',
    severity: 'error',
    title: "the Deployment's selector is made of matchLabels only",
    why: 'A Service cannot select by expressions. Its selector would find other pods than the Deployment owns, and users would reach pods that no phase accounts for.',
    fix: 'use matchLabels; the selector of a Deployment that exists cannot be changed, so give it a new name',
    find: (context) => {
      const deployment = newDeployment(context);
      if (deployment === undefined) return [];
      const expressions = field(objectSpot(deployment), 'spec', 'selector', 'matchExpressions');
      const { value } = expressions;
      if (value === undefined || (Array.isArray(value) && value.length === 0)) return [];
      return [complain(expressions, 'a Service cannot select by expressions')];
    },
  },
];

function renderings(source: {
  readonly to: unknown;
  readonly from?: unknown;
}): readonly (readonly [version: string, rendered: unknown])[] {
  return [source.to, source.from]
    .filter((rendered) => rendered !== undefined)
    .map((rendered) => [show(read(rendered, 'version', 'name')), rendered]);
}

function findSecond(version: string, rendered: unknown): readonly Occurrence[] {
  const returned = read(rendered, 'returned');
  if (returned !== undefined && !(isSound(returned) && isDeployment(returned))) {
    const what = isSound(returned) ? describe(returned) : 'something else';
    const fix = 'return the Deployment, or nothing where it is the only one';
    return [
      complainOf(WORKLOAD, `the workload function returned ${what}, not a Deployment`, { fix }),
    ];
  }
  const others = workloadsOf(rendered).filter((object) => !isDeployment(object));
  const deployments = workloadsOf(rendered).filter(isDeployment);
  const kinds = others.map((object) =>
    complainOf(objectSpot(object), `another workload than the Deployment, for version ${version}`),
  );
  if (deploymentOf(rendered) !== undefined || deployments.length < 2) return kinds;
  const message = `${deployments.length} Deployments for version ${version}, and none is returned`;
  return [...kinds, complainOf(WORKLOAD, message, { allowed: listNames(deployments.map(nameOf)) })];
}

function findBadSelector(deployment: Manifest, trackLabel: unknown): readonly Occurrence[] {
  const selector = field(objectSpot(deployment), 'spec', 'selector', 'matchLabels');
  const labels = field(objectSpot(deployment), 'spec', 'template', 'metadata', 'labels');
  const wanted = isRecord(selector.value) ? Object.entries(selector.value) : [];
  if (wanted.length === 0) return [complain(selector, 'selects no pods')];
  const missing = wanted
    .filter(([key, value]) => typeof value !== 'string' || read(labels.value, key) !== value)
    .map(([key, value]) =>
      complain(labels, `the selector wants '${key}: ${show(value)}', which the pods do not have`),
    );
  const taken = [selector, labels]
    .filter(({ value }) => isRecord(value) && Object.keys(value).some((key) => key === trackLabel))
    .map((place) => field(place, textOf(trackLabel) ?? ''))
    .filter(isGiven)
    .map((place) =>
      complain(place, 'the label that tells the tracks apart is in use', {
        fix: "set `trackLabel` to a key that the workload does not use, such as 'release-track'",
      }),
    );
  return [...missing, ...taken];
}

function nameOf(object: Manifest): string {
  return object.metadata.name;
}
