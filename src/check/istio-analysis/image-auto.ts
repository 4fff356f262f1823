import type { Labels } from '../../manifest/labels';
import type { Json, JsonObject } from '../../manifest/manifest';
import { hasField, labelsIn, listIn, objectIn, textIn, textsIn } from '../../mesh/json-field';
import type { AnalysisMessage } from './analysis-message';
import { labelsOf, namespaceOf, specOf, type AnalysisWorld } from './analysis-world';
import { templateOf } from './in-mesh';

/**
 * IST0147 for Pods whose proxy still has the image `auto`, IST0146 for Deployments whose pods no injection webhook would give a
 * real one.
 */
export function analyzeImageAuto(world: AnalysisWorld): AnalysisMessage[] {
  const hooks = world
    .ofKind('admissionregistration.k8s.io/MutatingWebhookConfiguration')
    .flatMap((configuration) => listIn(configuration, 'webhooks'))
    .filter((hook) => textIn(hook, 'name')?.endsWith('istio.io'));
  const pods = world.ofKind('/Pod').filter((pod) => hasAutoImage(specOf(pod)));
  const deployments = world.ofKind('apps/Deployment').filter((deployment) => {
    const { metadata, spec } = templateOf(deployment);
    if (!hasAutoImage(spec)) return false;
    const home = world.find('/Namespace', '', namespaceOf(deployment) || 'default');
    const outer = home === undefined ? {} : labelsOf(home);
    const inner = labelsIn(metadata, 'labels');
    return !hooks.some(
      (hook) => meets(hook, 'namespaceSelector', outer) && meets(hook, 'objectSelector', inner),
    );
  });
  const path = 'spec.containers';
  return [
    ...pods.map((manifest) => ({
      code: 'IST0147',
      manifest,
      path,
      message: 'has a proxy with the image auto, which injection did not replace: it cannot start',
    })),
    ...deployments.map((manifest) => ({
      code: 'IST0146',
      manifest,
      path: 'spec.template.spec.containers',
      message:
        'has a proxy with the image auto, which no injection webhook would replace: its pods cannot start',
    })),
  ];
}

function hasAutoImage(spec: JsonObject): boolean {
  return listIn(spec, 'containers').some(
    (container) =>
      textIn(container, 'name') === 'istio-proxy' && textIn(container, 'image') === 'auto',
  );
}

/** Whether labels meet a selector in a field of a webhook; without one all do. */
function meets(hook: Json, field: string, labels: Labels): boolean {
  if (!hasField(hook, field)) return true;
  const selector = objectIn(hook, field);
  const wanted = Object.entries(labelsIn(selector, 'matchLabels'));
  return (
    wanted.every(([key, value]) => labels[key] === value) &&
    listIn(selector, 'matchExpressions').every((expression) => holds(expression, labels))
  );
}

function holds(expression: Json, labels: Labels): boolean {
  const value = labels[textIn(expression, 'key') ?? ''];
  const among = value !== undefined && textsIn(expression, 'values').includes(value);
  switch (textIn(expression, 'operator') ?? '') {
    case 'In':
      return among;
    case 'NotIn':
      return !among;
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}
