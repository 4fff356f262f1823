import { hasField, labelsIn, listIn, objectIn, textsIn } from '../../mesh/json-field';
import type { Manifest } from '../../manifest/manifest';
import type { AnalysisMessage } from './analysis-message';
import { annotationsOf, labelsOf, namespaceOf, specOf, type AnalysisWorld } from './analysis-world';
import { isInMesh, podOf } from './in-mesh';
import { groupBy, labelIndex, tellSelector, type LabelIndex } from './label-index';

/** IST0127 for AuthorizationPolicies without workloads, IST0101 for namespaces in their rules that do not exist. */
export function analyzeAuthorizationPolicies(world: AnalysisWorld): AnalysisMessage[] {
  const policies = world.ofKind('security.istio.io/AuthorizationPolicy');
  if (policies.length === 0) return [];
  const pods = world.ofKind('/Pod').filter((pod) => isGoverned(world, pod));
  const everywhere = labelIndex(pods, labelsOf);
  const byNamespace = new Map(
    [...groupBy(pods, namespaceOf)].map(([name, members]) => [name, labelIndex(members, labelsOf)]),
  );
  const namespaces = world.ofKind('/Namespace').map(({ metadata }) => metadata.name);
  return policies.flatMap((policy) => {
    const meshWide = namespaceOf(policy) === world.settings.rootNamespace;
    const own = meshWide ? everywhere : byNamespace.get(namespaceOf(policy));
    return [
      ...findIdle(policy, own, meshWide ? 'mesh' : 'namespace'),
      ...findNamespaces(policy, namespaces),
    ];
  });
}

/** Whether the mesh governs a pod: it has a proxy, or its node redirects its traffic (ambient). */
function isGoverned(world: AnalysisWorld, pod: Manifest): boolean {
  return (
    isInMesh(world, podOf(pod)) || annotationsOf(pod)['ambient.istio.io/redirection'] === 'enabled'
  );
}

function findIdle(
  manifest: Manifest,
  pods: LabelIndex<Manifest> | undefined,
  reach: 'mesh' | 'namespace',
): readonly AnalysisMessage[] {
  const spec = specOf(manifest);
  const hasSelector = hasField(spec, 'selector');
  if (reach === 'mesh' && !hasSelector) return [];
  const selector = labelsIn(objectIn(spec, 'selector'), 'matchLabels');
  if ((pods?.matching(selector).length ?? 0) > 0) return [];
  const told = tellSelector(selector);
  const message = `is for pods of the mesh${told && ` with ${told}`}, and there are none: it has no effect`;
  return [
    { code: 'IST0127', manifest, path: hasSelector ? 'spec.selector' : '', message, given: told },
  ];
}

function findNamespaces(
  manifest: Manifest,
  namespaces: readonly string[],
): readonly AnalysisMessage[] {
  return listIn(specOf(manifest), 'rules').flatMap((rule, index) =>
    listIn(rule, 'from').flatMap((from, nth) => {
      const source = objectIn(from, 'source');
      return ['namespaces', 'notNamespaces'].flatMap((field) =>
        textsIn(source, field).flatMap((pattern, item) => {
          if (namespaces.some((name) => meets(name, pattern))) return [];
          const at = `spec.rules[${index}].from[${nth}].source`;
          return [
            {
              code: 'IST0101',
              manifest,
              path: `${at}.${field}[${item}]`,
              message: `names namespace ${pattern}, which does not exist`,
              given: pattern,
              missing: { kind: 'namespace' as const, pattern },
              // Istio looks for the line among `namespaces` only.
              ...(field === 'namespaces' ? { line: `${at}.namespaces[${item}]` } : {}),
            },
          ];
        }),
      );
    }),
  );
}

function meets(name: string, pattern: string): boolean {
  if (pattern === '*') return true;
  if (pattern.startsWith('*')) return name.endsWith(pattern.slice(1));
  if (pattern.endsWith('*')) return name.startsWith(pattern.slice(0, -1));
  return name.toLowerCase() === pattern.toLowerCase();
}
