import type { Manifest } from '../../manifest/manifest';
import { hasField, listIn, objectIn, textsIn } from '../../mesh/json-field';
import type { Breach, CheckRule } from '../rule';
import type { CheckState } from '../state';
import { delegateOf } from './host-keys';
import { partsOf } from './parts';

/** Rules on rules that delegate to another VirtualService. */
export const delegateRules: readonly CheckRule[] = [
  {
    id: 'delegate-missing',
    area: 'traffic',
    severity: 'error',
    title: 'the VirtualService that a rule delegates to exists, and fits',
    why: 'A rule whose delegate is missing, has hosts of its own, is not exported, or asks for something else than the rule is left out without a word: its requests go to later rules, or get 404. If it was the only rule, the whole VirtualService counts as absent.',
    fix: 'create the delegate first, without hosts, and let its matches be narrower than those of the rule',
    find: (state) =>
      state.ofKind('networking.istio.io/VirtualService').flatMap((root) => findLost(state, root)),
  },
];

function findLost(state: CheckState, root: Manifest): readonly Breach[] {
  const { namespace = '' } = root.metadata;
  const rules = listIn(objectIn(root, 'spec'), 'http');
  if (!rules.some((rule) => hasField(rule, 'delegate'))) return [];
  return rules.flatMap((rule, index): readonly Breach[] => {
    if (!hasField(rule, 'delegate') || hasField(rule, 'route')) return [];
    const name = delegateOf(rule, namespace);
    const delegate = state
      .ofKind('networking.istio.io/VirtualService')
      .find(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}` === name);
    const place = { manifest: root, path: `spec.http[${index}].delegate`, given: name };
    if (delegate === undefined) {
      const [ofNamespace = ''] = name.split('/');
      const elsewhere = !state
        .ofKind('networking.istio.io/VirtualService')
        .some(({ metadata }) => metadata.namespace === ofNamespace);
      const message = `there is no VirtualService ${name}: the rule is left out`;
      return [{ ...place, message, ...(elsewhere ? { severity: 'info' } : {}) }];
    }
    if (textsIn(objectIn(delegate, 'spec'), 'hosts').length > 0) {
      return [
        { ...place, message: `VirtualService ${name} has hosts of its own: the rule is left out` },
      ];
    }
    if (isBound(state, root, delegate)) return [];
    const message = `VirtualService ${name} is not exported to ${namespace}, or no match of it fits into the rule's: the rule is left out`;
    return [{ ...place, message }];
  });
}

/** Whether any rule of the delegate is among those of the root, as proxies get them. */
function isBound(state: CheckState, root: Manifest, delegate: Manifest): boolean {
  const part = partsOf(state).find(({ manifests }) => manifests.includes(root));
  return (
    part
      ?.world()
      .routes.some(
        ({ place, http }) =>
          part.manifestAt(place) === root &&
          http.some((rule) => part.manifestAt(rule.place) === delegate),
      ) ?? false
  );
}
