import { selects, type Labels } from '../../manifest/labels';
import type { Manifest } from '../../manifest/manifest';
import { groupKind } from '../../manifest/workload';
import { labelsIn, objectIn } from '../../mesh/json-field';
import type { CheckState } from '../state';
import { gatewayApiService } from './gateway-api-neighbours';
import { STAND_IN } from './stand-ins';
import { workloadsOf } from './workload-index';

/** The workload of a gateway. */
interface GatewayWorkload {
  readonly namespace: string;
  readonly labels: Labels;
  /** As people name it: `the gateway istio=ingressgateway in istio-system`. */
  readonly told: string;
}

/** The workloads that the gateways among some objects select. They are rarely in the files: then they run in the root namespace. */
export function gatewayWorkloadsOf(
  state: CheckState,
  manifests: readonly Manifest[],
): readonly GatewayWorkload[] {
  const found = new Map<string, GatewayWorkload>();
  const ofMesh = manifests.some(({ kind }) => kind === 'Ingress');
  const selectors: Labels[] = ofMesh ? [{ istio: state.settings.ingressSelector }] : [];
  for (const gateway of manifests) {
    const kind = groupKind(gateway);
    if (kind === 'networking.istio.io/Gateway') {
      selectors.push(labelsIn(objectIn(gateway, 'spec'), 'selector'));
    } else if (kind === 'gateway.networking.k8s.io/Gateway') {
      const service = gatewayApiService(state, gateway);
      const { namespace = '', name } = gateway.metadata;
      const told = `the gateway ${namespace}/${name}`;
      const labels = labelsIn(objectIn(service, 'spec'), 'selector');
      found.set(told, { namespace: service.metadata.namespace ?? '', labels, told });
    }
  }
  for (const labels of selectors) {
    for (const workload of selectedBy(state, labels)) found.set(workload.told, workload);
  }
  return [...found.values()];
}

function selectedBy(state: CheckState, labels: Labels): readonly GatewayWorkload[] {
  const said = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  const elsewhere = labels[STAND_IN];
  return homesOf(state, labels, said.join()).map((namespace) => ({
    namespace,
    labels,
    told:
      elsewhere === undefined
        ? `the gateway ${said.join(', ') || 'of any label'} in ${namespace}`
        : `the gateway ${elsewhere}`,
  }));
}

/** The namespaces that pods with some labels run in. */
function homesOf(state: CheckState, labels: Labels, key: string): readonly string[] {
  const homes = HOMES.get(state) ?? new Map<string, readonly string[]>();
  HOMES.set(state, homes);
  const known = homes.get(key);
  if (known !== undefined) return known;
  const found = workloadsOf(state).all.filter(
    (workload) => workload.serves && selects(labels, workload.labels),
  );
  const named = [...new Set(found.map(({ namespace }) => namespace))];
  const answer = named.length > 0 ? named : [state.settings.rootNamespace];
  homes.set(key, answer);
  return answer;
}

const HOMES = new WeakMap<CheckState, Map<string, readonly string[]>>();
