import type { JsonObject, Manifest } from '../manifest/manifest';
import { groupKind } from '../manifest/workload';
import { serviceHost } from './host-name';
import { listIn, numberIn, objectIn, textIn } from './json-field';
import { placeIn } from './place';
import type { Target } from './route-config';

/** Why a route of a namespace may not refer to a backend of another; undefined if it may. */
export type BackendCheck = (
  kind: string,
  from: string,
  to: string,
  name: string,
) => string | undefined;

/** References of the mesh's own routes are never refused. */
export const NO_CHECK: BackendCheck = () => undefined;

/** A check of references into other namespaces against the ReferenceGrants of a world. */
export function checkGrants(manifests: readonly Manifest[]): BackendCheck {
  const grants = manifests.filter(
    (manifest) => groupKind(manifest) === 'gateway.networking.k8s.io/ReferenceGrant',
  );
  return (kind, from, to, name) => {
    if (from === to) return undefined;
    const granted = grants.some((grant) => {
      const spec = objectIn(grant, 'spec');
      return (
        grant.metadata.namespace === to &&
        listIn(spec, 'from').some(
          (item) => textIn(item, 'namespace') === from && textIn(item, 'kind') === 'HTTPRoute',
        ) &&
        listIn(spec, 'to').some(
          (item) =>
            textIn(item, 'kind') === kind && [undefined, '', name].includes(textIn(item, 'name')),
        )
      );
    });
    return granted ? undefined : `no ReferenceGrant in ${to} allows it`;
  };
}

/** The destination of a backend reference. An omitted weight is 1. */
export function targetOfBackend(
  route: Manifest,
  backend: JsonObject,
  path: string,
  check: BackendCheck,
): Target {
  const own = route.metadata.namespace ?? '';
  const namespace = textIn(backend, 'namespace') ?? own;
  const kind = textIn(backend, 'kind') ?? 'Service';
  const name = textIn(backend, 'name') ?? '';
  const port = numberIn(backend, 'port');
  const refused =
    kind === 'Service' ? check(kind, own, namespace, name) : `backends of kind ${kind} are unknown`;
  return {
    host: serviceHost(name, namespace),
    subset: '',
    ...(port === undefined ? {} : { port }),
    weight: numberIn(backend, 'weight') ?? 1,
    place: placeIn(route, path),
    ...(refused === undefined ? {} : { refused }),
  };
}

/** Whether a backend gets anything: weight 0 takes it out, even the only one. */
export function isSplit(target: Target): boolean {
  return target.weight > 0;
}
