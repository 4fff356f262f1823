import { labelsIn, listIn, numberIn, objectIn, textIn } from '../../mesh/json-field';
import { selects } from '../../manifest/labels';
import { namespaceOf, specOf } from './analysis-world';
import type { FilesView } from './files-view';
import { isInMesh, templateOf } from './in-mesh';
import { DROP, KEEP, notInFiles, type Correction } from './refinement';

/** IST0102: pods that ask for a proxy themselves need no label of their namespace. */
export const CORRECT_INJECTION: Correction = {
  difference:
    "Istio's analyzer would also report a namespace in which every workload among the files asks for the proxy by a label of its own.",
  refine: ({ manifest }, files) => {
    const { all } = files.runnersIn(manifest.metadata.name);
    const asks = all.every(
      ({ labels }) =>
        labels['sidecar.istio.io/inject'] === 'true' || labels['istio.io/rev'] !== undefined,
    );
    return all.length > 0 && asks ? DROP : KEEP;
  },
};

/** IST0127: pods of Deployments count. */
export const CORRECT_POLICY_WORKLOADS: Correction = {
  difference:
    "Istio's analyzer knows Pod objects only: it would also report a policy whose pods come from a Deployment among the files.",
  refine: ({ manifest }, files) => {
    const selector = labelsIn(objectIn(specOf(manifest), 'selector'), 'matchLabels');
    const meshWide = namespaceOf(manifest) === files.world.settings.rootNamespace;
    const runners = meshWide ? files.runners : files.runnersIn(namespaceOf(manifest));
    const governed = runners
      .matching(selector)
      .some(({ manifest: one }) => one.kind !== 'Pod' && isInMesh(files.world, templateOf(one)));
    if (governed) return DROP;
    return runners.all.length > 0 ? KEEP : notInFiles('is for pods of the mesh, and none is');
  },
};

/** IST0162: pods of Deployments count, and so do ports without a protocol. */
export const CORRECT_GATEWAY_PORTS: Correction = {
  difference:
    "Istio's analyzer knows Pod objects only, and takes its own ingress gateway to exist with ports 80, 443, 15443 and 31400: it would also report a port that the Service of a Deployment among the files has.",
  refine: ({ manifest, given = '' }, files) => {
    const selector = labelsIn(specOf(manifest), 'selector');
    const runners = files.runners.matching(selector);
    if (runners.length === 0) {
      return notInFiles(`listens on port ${given}, and neither its pods nor their Service are`);
    }
    return leadsTo(Number(given), runners, files) ? DROP : KEEP;
  },
};

function leadsTo(
  port: number,
  runners: ReturnType<FilesView['runners']['matching']>,
  { state }: FilesView,
): boolean {
  return state
    .ofKind('/Service')
    .filter((service) =>
      runners.some(
        ({ manifest, labels }) =>
          namespaceOf(manifest) === namespaceOf(service) &&
          selects(labelsIn(specOf(service), 'selector'), labels),
      ),
    )
    .flatMap((service) => listIn(specOf(service), 'ports'))
    .some(
      (one) =>
        (textIn(one, 'protocol') ?? 'TCP') === 'TCP' &&
        (numberIn(one, 'targetPort') ?? numberIn(one, 'port')) === port,
    );
}
