import type { Json, JsonObject } from '../manifest/manifest';
import { asObject, listIn, textIn } from '../mesh/json-field';
import { flagIn } from './go-field';

/** The reference by which a generated object is deleted together with its Canary. */
export function ownedBy({
  name,
  uid,
}: {
  readonly name: string;
  readonly uid: string;
}): readonly JsonObject[] {
  return [
    {
      apiVersion: 'flagger.app/v1beta1',
      kind: 'Canary',
      name,
      ...(uid === '' ? {} : { uid }),
      controller: true,
      blockOwnerDeletion: true,
    },
  ];
}

/** Whether an object belongs to the Canary of a name. */
export function isOwnedBy(object: JsonObject, { name }: { readonly name: string }): boolean {
  return listIn(asObject(object['metadata']), 'ownerReferences').some((owner: Json) => {
    const isCanary = textIn(owner, 'kind') === 'Canary' && textIn(owner, 'name') === name;
    return isCanary && flagIn(owner, 'controller');
  });
}
