import type { Json, JsonObject, Manifest } from '../../manifest/manifest';
import { listIn, numberIn, objectIn, textIn } from '../../mesh/json-field';
import type { AnalysisMessage } from './analysis-message';
import { specOf, type AnalysisWorld } from './analysis-world';
import { templateOf } from './in-mesh';
import { isControlPlane } from './port-names';

/** The user of the proxy. */
const PROXY_UID = 1337;

/** IST0144: an application runs as the user whose traffic the mesh leaves alone. */
export function analyzeApplicationUid({ ofKind }: AnalysisWorld): AnalysisMessage[] {
  const pods = ofKind('/Pod').map((pod) => ({ manifest: pod, spec: specOf(pod), at: 'spec' }));
  const deployments = ofKind('apps/Deployment').map((deployment) => ({
    manifest: deployment,
    spec: templateOf(deployment).spec,
    at: 'spec.template.spec',
  }));
  return [...pods, ...deployments]
    .filter(({ manifest }) => !isControlPlane(manifest))
    .flatMap(({ manifest, spec, at }) => {
      const path = findUser(spec, at);
      return path === undefined ? [] : [complain(manifest, path)];
    });
}

function findUser(spec: JsonObject, at: string): string | undefined {
  if (runsAsProxy(spec)) return `${at}.securityContext.runAsUser`;
  const index = listIn(spec, 'containers').findIndex(
    (container) =>
      runsAsProxy(container) &&
      !['istio-proxy', 'istio-operator'].includes(textIn(container, 'name') ?? ''),
  );
  return index < 0 ? undefined : `${at}.containers[${index}].securityContext.runAsUser`;
}

function runsAsProxy(holder: Json): boolean {
  return numberIn(objectIn(holder, 'securityContext'), 'runAsUser') === PROXY_UID;
}

function complain(manifest: Manifest, path: string): AnalysisMessage {
  const message = `runs as user ${PROXY_UID}, which is the proxy's own: its requests go past the mesh`;
  return { code: 'IST0144', manifest, path, message, given: String(PROXY_UID) };
}
