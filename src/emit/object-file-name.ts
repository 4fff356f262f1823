import type { Manifest } from '../manifest/manifest';
import { identityOf } from '../manifest/identity';

/**
 * API groups whose kinds are known by their kind alone. Other groups are part of the file name, so
 * that the two Gateways of Istio and of the Gateway API never share a file.
 */
const PLAIN_GROUPS: ReadonlySet<string> = new Set([
  '',
  'apps',
  'autoscaling',
  'batch',
  'monitoring.coreos.com',
  'networking.istio.io',
  'networking.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
]);

/**
 * File name of an object, without extension: cdk8s's `Kind.name`, with the group and the namespace
 * before the name where they are unusual. It depends on the object alone, so that a file never
 * changes its name because another object came or went.
 */
export function objectFileName(object: Manifest, namespace: string): string {
  const identity = identityOf(object);
  const group = PLAIN_GROUPS.has(identity.group) ? [] : [identity.group];
  const place = ['', namespace].includes(identity.namespace) ? [] : [identity.namespace];
  return [identity.kind, ...group, ...place, identity.name]
    .join('.')
    .replace(/[^0-9a-zA-Z-_.]/g, '');
}
