import type { Manifest } from '../../manifest/manifest';
import { labelsIn, listIn, objectIn, textIn } from '../../mesh/json-field';
import type { AnalysisMessage } from './analysis-message';
import { fullName, namespaceOf, resolveName, specOf, type AnalysisWorld } from './analysis-world';
import { isUsableSecret } from './usable-secret';
import { missingSelector } from './gateway-selector';

/** IST0101 for certificates of a Gateway that do not exist in the namespace of its pods, IST0161 for broken ones. */
export function analyzeGatewayCredentials(world: AnalysisWorld, now?: number): AnalysisMessage[] {
  return world.ofKind('networking.istio.io/Gateway').flatMap((manifest) => {
    const selector = labelsIn(specOf(manifest), 'selector');
    const [pod] = world.pods.matching(selector);
    const home = pod === undefined ? '' : namespaceOf(pod);
    if (home === '') return [missingSelector(manifest, selector)];
    return credentialsOf(manifest).flatMap(({ name: given, path }): readonly AnalysisMessage[] => {
      const place = { manifest, path, line: path, given };
      const name = resolveName(given, home);
      const secret = world.find('/Secret', name.namespace, name.name);
      if (secret === undefined) {
        const message = `wants Secret ${name.namespace}/${name.name} for its certificate, which does not exist: TLS connections fail`;
        return [{ ...place, code: 'IST0101', message, missing: { kind: 'credential', ...name } }];
      }
      if (isUsableSecret(secret, now)) return [];
      const message = `uses Secret ${fullName(secret)}, which holds no valid certificate with its key: TLS connections fail`;
      return [{ ...place, code: 'IST0161', message, other: secret }];
    });
  });
}

/** The credential of each server of a Gateway that has one. */
function credentialsOf(
  gateway: Manifest,
): readonly { readonly name: string; readonly path: string }[] {
  return listIn(specOf(gateway), 'servers').flatMap((server, index) => {
    const name = textIn(objectIn(server, 'tls'), 'credentialName');
    return name ? [{ name, path: `spec.servers[${index}].tls.credentialName` }] : [];
  });
}
