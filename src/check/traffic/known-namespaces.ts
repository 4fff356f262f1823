import { CLUSTER_DOMAIN } from '../../mesh/host-name';
import type { CheckState } from '../state';

/** Whether the files hold any Service of a namespace. If not, what they name there may well exist elsewhere. */
export function isKnownNamespace(state: CheckState, namespace: string): boolean {
  let known = KNOWN.get(state);
  if (known === undefined) {
    known = new Set(state.ofKind('/Service').map(({ metadata }) => metadata.namespace ?? ''));
    KNOWN.set(state, known);
  }
  return known.has(namespace);
}

const KNOWN = new WeakMap<CheckState, ReadonlySet<string>>();

/** The namespace of a host that names a Service in full; undefined for any other name. */
export function namespaceOfHost(host: string): string | undefined {
  const suffix = `.svc.${CLUSTER_DOMAIN}`;
  if (!host.endsWith(suffix)) return undefined;
  const labels = host.slice(0, -suffix.length).split('.');
  return labels.length === 2 ? labels[1] : undefined;
}

/** The full name of a Service that a shortened one, `api.shop` or `api.shop.svc`, was meant for; undefined if there is none. */
export function meantHost(state: CheckState, host: string): string | undefined {
  const [name, namespace, ...rest] = host.split('.');
  if (namespace === undefined || !['', 'svc'].includes(rest.join('.'))) return undefined;
  const exists = state
    .ofKind('/Service')
    .some(({ metadata }) => metadata.name === name && metadata.namespace === namespace);
  return exists ? `${name ?? ''}.${namespace}.svc.${CLUSTER_DOMAIN}` : undefined;
}
