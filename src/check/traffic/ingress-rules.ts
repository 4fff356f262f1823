import type { Json, Manifest } from '../../manifest/manifest';
import { serviceHost } from '../../mesh/host-name';
import { listIn, numberIn, objectIn, textIn } from '../../mesh/json-field';
import { outcome } from '../../mesh/outcome';
import type { Breach, CheckRule } from '../rule';
import { OUTSIDE_CLASS } from './caller-classes';
import { declaredShares, mainOf } from './declared-shares';
import { partsOf, type Part } from './parts';
import { isSplit, workloadsRouted } from './targets';
import { nameOfWorkload, tellPercent } from './tell-shares';

/** Rules on Ingress objects beside a split. */
export const ingressRules: readonly CheckRule[] = [
  {
    id: 'ingress-skips-split',
    area: 'traffic',
    severity: 'error',
    title: 'an Ingress leads to a Service that selects the primary only',
    why: 'A backend of an Ingress is the whole Service: no weights, no subsets, and routes of the mesh do not bind it. Users reach all ready pods, the canary by its number of replicas.',
    fix: 'let the backend be a Service that selects the primary only, or replace the Ingress by a Gateway with the same split',
    find: (state) =>
      partsOf(state)
        .filter(({ isRouted }) => isRouted)
        .flatMap(findSkipping),
  },
];

function findSkipping(part: Part): readonly Breach[] {
  const ingresses = part.manifests.filter(({ kind }) => kind === 'Ingress');
  if (ingresses.length === 0) return [];
  const configs = part
    .world()
    .routes.filter((config) => config.dialect !== 'ingress' && isSplit(part, config));
  if (configs.length === 0) return [];
  return ingresses.flatMap((ingress) =>
    backendsOf(ingress).flatMap(({ backend, path }): readonly Breach[] => {
      const name = textIn(backend, 'name') ?? '';
      const host = serviceHost(name, ingress.metadata.namespace ?? '');
      const service = part.world().servicesByHost.get(host);
      const wanted = numberIn(objectIn(backend, 'port'), 'number');
      const port = wanted ?? service?.ports[0]?.number ?? 80;
      const found = outcome(part.world(), OUTSIDE_CLASS.caller, { host, port });
      const touching = configs.filter((config) =>
        [...workloadsRouted(part, config)].some((id) => id in found.workloads),
      );
      const declared = declaredShares(part, touching);
      const raised = Object.entries(found.workloads).filter(
        ([id, share]) => id !== mainOf(declared) && share > (declared.get(id) ?? 0) + TOLERANCE,
      );
      if (touching.length === 0 || Object.keys(found.workloads).length < 2 || raised.length === 0) {
        return [];
      }
      const said = raised.map(
        ([id, share]) =>
          `${nameOfWorkload(id)} with ${tellPercent(share)} of their requests instead of ${tellPercent(declared.get(id) ?? 0)}`,
      );
      const message = `users of the Ingress skip the split and reach ${said.join(' and ')}`;
      return [{ manifest: ingress, path, given: name, message }];
    }),
  );
}

/** Shares that differ by less come from rounding. */
const TOLERANCE = 0.005;

function backendsOf(
  ingress: Manifest,
): readonly { readonly backend: Json; readonly path: string }[] {
  const spec = objectIn(ingress, 'spec');
  const paths = listIn(spec, 'rules').flatMap((rule, index) =>
    listIn(objectIn(rule, 'http'), 'paths').map((item, at) => ({
      backend: objectIn(objectIn(item, 'backend'), 'service'),
      path: `spec.rules[${index}].http.paths[${at}].backend`,
    })),
  );
  const fallback = objectIn(objectIn(spec, 'defaultBackend'), 'service');
  return [...paths, { backend: fallback, path: 'spec.defaultBackend' }].filter(
    ({ backend }) => textIn(backend, 'name') !== undefined,
  );
}
