import type { Labels } from '../../manifest/labels';
import { selects } from '../../manifest/labels';
import type { Manifest } from '../../manifest/manifest';
import { groupKind } from '../../manifest/workload';
import { intersectHosts, isWildcard, serviceHost } from '../../mesh/host-name';
import { labelsIn, listIn, textIn, textsIn } from '../../mesh/json-field';
import type { AnalysisMessage } from './analysis-message';
import { namespaceOf, specOf } from './analysis-world';
import { selectorOf, type FilesView } from './files-view';
import { completeHost } from './known-hosts';
import { DROP, KEEP, notInFiles, type Correction } from './refinement';

/** IST0173: pods of Deployments count, those of another Service do not. */
export const CORRECT_SUBSETS: Correction = {
  difference:
    "Istio's analyzer knows Pod objects only: it would also report a subset whose pods come from a Deployment among the files (here even one of zero replicas counts), and would not report one that only pods of another Service match.",
  refine: (message, files) => {
    const found = findAt(subsetsWithoutPods(files), message);
    if (found === undefined) return DROP;
    return hasPods(found.other, files)
      ? KEEP
      : notInFiles(`${found.message.split(':', 1)[0] ?? ''}, and none of its Service's is`);
  },
  add: (files) => {
    const said = groupByManifest(files.messages.get('IST0173') ?? []);
    return [...subsetsWithoutPods(files).values()]
      .flat()
      .filter((message) => findAt(said, message) === undefined && hasPods(message.other, files));
  },
};

/** IST0174: a wildcard is not unknown if it covers a Service. */
export const CORRECT_RULE_HOSTS: Correction = {
  difference: "Istio's analyzer would also report a wildcard host that covers Services, and works.",
  refine: ({ manifest, given = '' }, files) => {
    const host = completeHost(given, namespaceOf(manifest));
    if (isWildcard(host)) return coversService(host, files) ? DROP : KEEP;
    const namespace = /^.+\.(.+)\.svc\.cluster\.local$/u.exec(host)?.[1];
    if (namespace === undefined || files.has('/Service', namespace)) return KEEP;
    return notInFiles(`is about ${given}, and no Service of ${namespace} is`);
  },
};

function coversService(pattern: string, { state }: FilesView): boolean {
  return state
    .ofKind('/Service')
    .some((one) => intersectHosts(pattern, serviceHost(one.metadata.name, namespaceOf(one))));
}

/** Whether anything among the files runs for a Service at all. */
function hasPods(host: Manifest | undefined, files: FilesView): boolean {
  if (host === undefined) return false;
  return files.runnersIn(namespaceOf(host)).matching(selectorOf(host)).length > 0;
}

type ByManifest = ReadonlyMap<Manifest, readonly AnalysisMessage[]>;

function findAt(
  messages: ByManifest,
  { manifest, path }: AnalysisMessage,
): AnalysisMessage | undefined {
  return messages.get(manifest)?.find((one) => one.path === path);
}

function groupByManifest(messages: readonly AnalysisMessage[]): ByManifest {
  const groups = new Map<Manifest, AnalysisMessage[]>();
  for (const message of messages) {
    const members = groups.get(message.manifest);
    if (members === undefined) groups.set(message.manifest, [message]);
    else members.push(message);
  }
  return groups;
}

function subsetsWithoutPods(files: FilesView): ByManifest {
  const known = FOUND.get(files);
  if (known !== undefined) return known;
  const messages = files.state.ofKind('networking.istio.io/DestinationRule').flatMap((manifest) => {
    const spec = specOf(manifest);
    const host = textIn(spec, 'host') ?? '';
    const target = files.world.hosts.resolve(
      host,
      namespaceOf(manifest),
      textsIn(spec, 'exportTo'),
    );
    if (target === undefined) return [];
    return listIn(spec, 'subsets').flatMap((subset, index) => {
      const labels = withoutTopology(labelsIn(subset, 'labels'));
      if (runsAny(target.manifest, labels, files)) return [];
      const name = textIn(subset, 'name') ?? '';
      return [emptySubset(manifest, target.manifest, name, labelsIn(subset, 'labels'), index)];
    });
  });
  const found = groupByManifest(messages);
  FOUND.set(files, found);
  return found;
}

const FOUND = new WeakMap<FilesView, ByManifest>();

function runsAny(host: Manifest, labels: Labels, files: FilesView): boolean {
  const selector = selectorOf(host);
  const isEntry = groupKind(host) !== '/Service';
  const listed = listIn(specOf(host), 'endpoints').some((endpoint) =>
    Object.keys(labels).length === 0 ? true : selects(labels, labelsIn(endpoint, 'labels')),
  );
  if (isEntry && (listed || Object.keys(selector).length === 0)) return listed;
  // A Service without a selector has endpoints that somebody else writes.
  if (Object.keys(selector).length === 0) return true;
  const runners = files.runnersIn(namespaceOf(host));
  const conflict = Object.entries(labels).some(
    ([key, value]) => selector[key] !== undefined && selector[key] !== value,
  );
  return !conflict && runners.matching({ ...selector, ...labels }).length > 0;
}

/** Labels of nodes, which the mesh gives to pods; files do not tell them. */
function withoutTopology(labels: Labels): Labels {
  const own = Object.entries(labels).filter(
    ([key]) => !key.startsWith('topology.') && key !== 'kubernetes.io/hostname',
  );
  return Object.fromEntries(own);
}

function emptySubset(
  manifest: Manifest,
  other: Manifest,
  name: string,
  labels: Labels,
  index: number,
): AnalysisMessage {
  const given = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return {
    code: 'IST0173',
    manifest,
    path: `spec.subsets[${index}]`,
    message: `subset ${name} selects no pods: requests to it get 503 (UH)`,
    given: given.join(', '),
    other,
  };
}
