import { canonicalManifest } from '../manifest/canonical';
import type { Labels } from '../manifest/labels';
import type { JsonObject, Manifest } from '../manifest/manifest';
import type { Application, Service } from '../plan/application';
import type { Plan } from '../plan/plan';
import type { ServicePort } from '../plan/service';
import type { Material } from './material';

/** The ports of the application's Service, as Kubernetes has them. */
export function servicePorts(plan: Plan, application: Application): readonly JsonObject[] {
  const own = application.service?.spec?.ports;
  if (own !== undefined) return own;
  return (plan.servicePorts ?? []).map(portOf);
}

/** The port numbers of the application's Service. */
export function portNumbers(plan: Plan, application: Application): readonly number[] {
  return servicePorts(plan, application).map((port) => port['port'] as number);
}

/** The Service that callers use: of the primary alone, or of both tracks in layout `subsets`. */
export function buildService({ plan, to, service }: Material): Manifest {
  const labels = to.deployment.spec.selector.matchLabels ?? {};
  const selector =
    plan.layout === 'services' ? { ...labels, [plan.trackLabel]: 'primary' } : labels;
  const own: Service = to.service ?? {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: service, namespace: plan.namespace },
  };
  const metadata = { ...own.metadata, namespace: plan.namespace };
  const spec = { ...own.spec, ports: servicePorts(plan, to), selector };
  return canonicalManifest({ ...own, metadata, spec });
}

/** The Service of one track, in layout `services`. */
export function buildTrackService({ plan, to }: Material, track: 'primary' | 'canary'): Manifest {
  const selector: Labels = {
    ...to.deployment.spec.selector.matchLabels,
    [plan.trackLabel]: track,
  };
  const ports = servicePorts(plan, to).map(({ nodePort, ...port }) => port);
  return canonicalManifest({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: plan.names[track], namespace: plan.namespace },
    spec: { ports, selector },
  });
}

function portOf({ name, port, targetPort, appProtocol }: ServicePort): JsonObject {
  return {
    name: name ?? 'http',
    port,
    targetPort: targetPort ?? port,
    ...(appProtocol === undefined ? {} : { appProtocol }),
  };
}
