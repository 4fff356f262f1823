import type { Manifest } from '../../manifest/manifest';
import { selects } from '../../manifest/labels';
import { labelsIn, listIn, objectIn, textsIn } from '../../mesh/json-field';
import type { AnalysisMessage } from './analysis-message';
import {
  fullName,
  labelsOf,
  namespaceOf,
  resolveName,
  specOf,
  type AnalysisWorld,
} from './analysis-world';
import { groupBy } from './label-index';

/** Headers of this prefix stand for claims of a token that a RequestAuthentication has checked. */
const CLAIM = '@request.auth.claims';

/** IST0149: requests are routed by a token's claims at a gateway whose pods check no token. */
export function analyzeJwtClaimRoutes(world: AnalysisWorld): AnalysisMessage[] {
  const checks = groupBy(world.ofKind('security.istio.io/RequestAuthentication'), namespaceOf);
  return world.ofKind('networking.istio.io/VirtualService').flatMap((manifest) => {
    const claim = findClaim(manifest);
    if (claim === undefined) return [];
    return textsIn(specOf(manifest), 'gateways').flatMap((given) => {
      const { namespace, name } = resolveName(given, namespaceOf(manifest));
      const gateway = world.find('networking.istio.io/Gateway', namespace, name);
      if (given === 'mesh' || gateway === undefined) return [];
      return world.pods
        .matching(labelsIn(specOf(gateway), 'selector'))
        .filter((pod) => !isChecked(pod, checks))
        .map((pod) => ({
          code: 'IST0149',
          manifest,
          path: claim.path,
          message: `matches the claim ${claim.key}, but no RequestAuthentication checks tokens in pod ${fullName(pod)} of Gateway ${fullName(gateway)}: the rule never matches`,
          given: claim.key,
          other: pod,
        }));
    });
  });
}

function findClaim(
  virtualService: Manifest,
): { readonly key: string; readonly path: string } | undefined {
  for (const [index, rule] of listIn(specOf(virtualService), 'http').entries()) {
    for (const [nth, match] of listIn(rule, 'match').entries()) {
      for (const field of ['headers', 'withoutHeaders']) {
        const key = Object.keys(objectIn(match, field)).find((name) => name.startsWith(CLAIM));
        if (key !== undefined) return { key, path: `spec.http[${index}].match[${nth}].${field}` };
      }
    }
  }
  return undefined;
}

function isChecked(pod: Manifest, checks: ReadonlyMap<string, readonly Manifest[]>): boolean {
  const root = checks.get('istio-system') ?? [];
  const own = checks.get(namespaceOf(pod)) ?? [];
  return [...root, ...own].some((check) => {
    const wanted = labelsIn(objectIn(specOf(check), 'selector'), 'matchLabels');
    return Object.keys(wanted).length === 0 || selects(wanted, labelsOf(pod));
  });
}
