import { isList, isObject } from '../manifest/equal';
import type { Json, Manifest } from '../manifest/manifest';
import { groupKind } from '../manifest/workload';
import type { CompiledRelease } from './compile-release';

/** The Ingresses of a release that call the application's Service. */
export function callingIngresses(release: CompiledRelease): readonly Manifest[] {
  const objects = release.phases.flatMap((phase) => phase.objects);
  return [...new Set(objects)].filter(
    (object) =>
      object.kind === 'Ingress' &&
      groupKind(object) === 'networking.k8s.io/Ingress' &&
      object.metadata.namespace === release.plan.namespace &&
      namesBackend(object['spec'], release.service),
  );
}

function namesBackend(value: Json | undefined, service: string): boolean {
  if (isList(value)) return value.some((item) => namesBackend(item, service));
  if (!isObject(value)) return false;
  const backend = value['service'];
  if (isObject(backend) && backend['name'] === service) return true;
  return Object.values(value).some((field) => namesBackend(field, service));
}
