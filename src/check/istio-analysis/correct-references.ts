import { intersectHosts, isWildcard } from '../../mesh/host-name';
import { listIn, objectIn, textIn } from '../../mesh/json-field';
import type { AnalysisMessage, Missing } from './analysis-message';
import { namespaceOf, specOf } from './analysis-world';
import type { FilesView } from './files-view';
import { completeHost } from './known-hosts';
import { tellSelector } from './label-index';
import { DROP, KEEP, notInFiles, type Correction, type Refinement } from './refinement';

/** IST0101: files are rarely a whole cluster, so that what they miss may well exist. */
export const CORRECT_REFERENCES: Correction = {
  difference:
    "Istio's analyzer says the same and more: it also reports a Gateway whose pods come from a Deployment among the files, a certificate that cert-manager, an ExternalSecret or a SealedSecret makes, and a subset of a wildcard DestinationRule. Where the files hold nothing of the kind in the namespace meant, this is a warning here and an error there.",
  refine: (message, files) =>
    message.missing === undefined ? KEEP : refineMissing(message, message.missing, files),
};

function refineMissing(message: AnalysisMessage, missing: Missing, files: FilesView): Refinement {
  switch (missing.kind) {
    case 'host':
    case 'mirror host':
      return refineHost(message, missing.host, files);
    case 'host:port':
      return KEEP;
    case 'subset':
      return refineSubset(message, missing.host, missing.subset, files);
    case 'gateway': {
      const { namespace, name } = missing;
      const known = GATEWAYS.some((kind) => files.has(kind, namespace));
      return known
        ? KEEP
        : notInFiles(`names Gateway ${namespace}/${name}, and no Gateway of ${namespace} is`);
    }
    case 'selector':
      return refineSelector(message, missing.selector, files);
    case 'credential':
      return refineCredential(missing.namespace, missing.name, files);
    case 'namespace':
      return refineNamespace(missing.pattern, files);
  }
}

const GATEWAYS = ['networking.istio.io/Gateway', 'gateway.networking.k8s.io/Gateway'];

function refineHost({ manifest }: AnalysisMessage, host: string, files: FilesView): Refinement {
  const full = completeHost(host, namespaceOf(manifest));
  const namespace = SERVICE.exec(full)?.[2];
  if (namespace !== undefined) {
    if (files.has('/Service', namespace)) return KEEP;
    return notInFiles(`sends requests to ${host}, and no Service of ${namespace} is`);
  }
  const [name = '', home = '', svc = 'svc'] = host.split('.');
  if (svc === 'svc' && files.world.find('/Service', home, name) !== undefined) {
    const fix = `write ${name}.${home}.svc.cluster.local: a name with a dot is taken as it is`;
    return { kind: 'change', fix };
  }
  const entries = files.state.ofKind('networking.istio.io/ServiceEntry');
  return entries.length > 0
    ? KEEP
    : notInFiles(`sends requests to ${host}, and no ServiceEntry is`);
}

const SERVICE = /^(.+)\.(.+)\.svc\.cluster\.local$/u;

function refineSubset(
  { manifest }: AnalysisMessage,
  host: string,
  subset: string,
  files: FilesView,
): Refinement {
  const full = completeHost(host, namespaceOf(manifest));
  const rules = files.state.ofKind('networking.istio.io/DestinationRule');
  const wild = rules.filter((rule) => isWildcard(textIn(specOf(rule), 'host') ?? ''));
  const defines = wild.some(
    (rule) =>
      intersectHosts(textIn(specOf(rule), 'host') ?? '', full) === full &&
      listIn(specOf(rule), 'subsets').some((one) => textIn(one, 'name') === subset),
  );
  if (defines) return DROP;
  const namespace = SERVICE.exec(full)?.[2];
  if (namespace === undefined) return KEEP;
  const kinds = ['/Service', 'networking.istio.io/DestinationRule'];
  if (kinds.some((kind) => files.has(kind, namespace))) return KEEP;
  return notInFiles(
    `sends requests to subset ${subset} of ${host}, and no DestinationRule of ${namespace} is`,
  );
}

/** Whose pods a selector means: a Gateway's may be anywhere, all others have to be at home. */
function refineSelector(
  { manifest }: AnalysisMessage,
  selector: Readonly<Record<string, string>>,
  files: FilesView,
): Refinement {
  const anywhere = manifest.kind === 'Gateway';
  const home = namespaceOf(manifest);
  const runners = anywhere ? files.runners : files.runnersIn(home);
  // Istio also finds no pods for a Gateway that has no server.
  const idle = anywhere && listIn(specOf(manifest), 'servers').length === 0;
  if (runners.matching(selector).length > 0 && !idle) return DROP;
  const told = `selects pods with ${tellSelector(selector) || 'any labels'}, and no workload with them is`;
  return anywhere || runners.all.length === 0 ? notInFiles(told) : KEEP;
}

function refineCredential(namespace: string, name: string, files: FilesView): Refinement {
  const inNamespace = (kind: string) =>
    files.state.ofKind(kind).filter((one) => namespaceOf(one) === namespace);
  const made = [
    ...inNamespace('cert-manager.io/Certificate').map((one) => textIn(specOf(one), 'secretName')),
    ...inNamespace('bitnami.com/SealedSecret').map((one) => one.metadata.name),
    ...inNamespace('external-secrets.io/ExternalSecret').map(
      (one) => textIn(objectIn(specOf(one), 'target'), 'name') ?? one.metadata.name,
    ),
  ];
  if (made.includes(name)) return DROP;
  if (files.has('/Secret', namespace)) return KEEP;
  return notInFiles(
    `wants Secret ${namespace}/${name} for its certificate, and no Secret of ${namespace} is`,
  );
}

function refineNamespace(pattern: string, files: FilesView): Refinement {
  const used = files.state.manifests.some((one) => meets(namespaceOf(one), pattern));
  return used ? DROP : notInFiles(`names namespace ${pattern}, and nothing of it is`);
}

function meets(namespace: string, pattern: string): boolean {
  if (namespace === '') return false;
  if (pattern.startsWith('*')) return namespace.endsWith(pattern.slice(1));
  return pattern.endsWith('*') ? namespace.startsWith(pattern.slice(0, -1)) : namespace === pattern;
}
