import { identityOf } from '../manifest/identity';
import type { Manifest } from '../manifest/manifest';

/** How a suppression names an object: `VirtualService/shop/api`; without namespace `Namespace/shop`. */
export function objectName(manifest: Manifest): string {
  const { kind, namespace, name } = identityOf(manifest);
  return [kind, ...(namespace === '' ? [] : [namespace]), name].join('/');
}
