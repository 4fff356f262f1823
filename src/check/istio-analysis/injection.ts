import type { Manifest } from '../../manifest/manifest';
import { labelsIn, listIn, textIn } from '../../mesh/json-field';
import type { AnalysisMessage } from './analysis-message';
import { annotationsOf, labelsOf, namespaceOf, specOf, type AnalysisWorld } from './analysis-world';

const INJECTION = 'istio-injection';
const REVISION = 'istio.io/rev';
const MODE = 'istio.io/dataplane-mode';
const INJECT = 'sidecar.istio.io/inject';

/** Sidecar injection: IST0102, IST0123 and IST0148 for namespaces, IST0103 for pods without a proxy. */
export function analyzeInjection(world: AnalysisWorld): AnalysisMessage[] {
  const namespaces = world
    .ofKind('/Namespace')
    .filter(({ metadata }) => metadata.name !== 'istio-system');
  const injected = namespaces.filter((namespace) => labelsOf(namespace)[INJECTION] === 'enabled');
  const enabled = new Set(
    injected
      .filter((namespace) => labelsOf(namespace)[MODE] !== 'ambient')
      .map(({ metadata }) => metadata.name),
  );
  return [
    ...namespaces.flatMap((namespace) => checkNamespace(world, namespace)),
    ...world
      .ofKind('/Pod')
      .filter((pod) => enabled.has(namespaceOf(pod)) && lacksProxy(pod))
      .map((manifest) => ({
        code: 'IST0103',
        manifest,
        path: 'spec.containers',
        message: 'runs without the proxy that its namespace asks for: it takes no part in the mesh',
      })),
  ];
}

function checkNamespace(world: AnalysisWorld, manifest: Manifest): readonly AnalysisMessage[] {
  const messages: AnalysisMessage[] = [];
  const labels = labelsOf(manifest);
  const injection = labels[INJECTION];
  const told = tellInjectionLabels(manifest);
  if (told.length > 1) {
    const message = `has several labels about injection (${told.join(', ')}): which one counts is not defined`;
    messages.push({
      code: 'IST0123',
      manifest,
      path: 'metadata.labels',
      message,
      given: told.join(', '),
    });
  }
  if (labels[MODE] === 'ambient' || injection || labels[REVISION] !== undefined) return messages;
  const byDefault = enablesByDefault(world);
  messages.push({
    code: byDefault ? 'IST0148' : 'IST0102',
    manifest,
    path: 'metadata.labels',
    message: byDefault
      ? 'says nothing about injection: Istio is installed so that its pods then get a proxy'
      : 'says nothing about injection: its pods get no proxy, and are outside the mesh',
    ...(byDefault ? {} : { line: 'metadata.name' }),
  });
  return messages;
}

/** The labels of a namespace that say something about injection. A disabled one is no contradiction to others. */
function tellInjectionLabels(namespace: Manifest): readonly string[] {
  const labels = labelsOf(namespace);
  const injection = labels[INJECTION];
  const counts = injection === undefined || injection === 'enabled';
  return [
    ...(injection === undefined ? [] : [`${INJECTION}=${injection}`]),
    ...[REVISION, MODE]
      .filter((key) => counts && labels[key] !== undefined)
      .map((key) => `${key}=${labels[key] ?? ''}`),
  ];
}

/** Whether the injector's ConfigMap says that namespaces without a label are injected. */
function enablesByDefault({ ofKind }: AnalysisWorld): boolean {
  const config = ofKind('/ConfigMap').find(
    ({ metadata }) => metadata.name === 'istio-sidecar-injector',
  );
  const values = config === undefined ? undefined : labelsIn(config, 'data')['values'];
  return /"enableNamespacesByDefault"\s*:\s*true/u.test(values ?? '');
}

function lacksProxy(pod: Manifest): boolean {
  const spec = specOf(pod);
  const wish = labelsOf(pod)[INJECT] ?? annotationsOf(pod)[INJECT] ?? '';
  if (wish.toLowerCase() === 'false' || spec['hostNetwork'] === true) return false;
  const containers = [...listIn(spec, 'containers'), ...listIn(spec, 'initContainers')];
  const proxy = containers.find((container) => textIn(container, 'name') === 'istio-proxy');
  return !textIn(proxy, 'image');
}
