import type { Json, Manifest } from '../../manifest/manifest';
import { hasField, listIn, numberIn, objectIn, textIn } from '../../mesh/json-field';
import type { AnalysisMessage } from './analysis-message';
import { specOf, type AnalysisWorld } from './analysis-world';

/** IST0128, and IST0129 for one port: TLS to a server whose certificate nobody checks. */
export function analyzeServerVerification({ ofKind }: AnalysisWorld): AnalysisMessage[] {
  return ofKind('networking.istio.io/DestinationRule').flatMap((manifest) => {
    const policy = objectIn(specOf(manifest), 'trafficPolicy');
    const settings = listIn(policy, 'portLevelSettings');
    const whole = verifies(manifest, policy)
      ? []
      : [unverified('IST0128', manifest, 'spec.trafficPolicy.tls', '')];
    const ports = settings.flatMap((setting, index) => {
      if (verifies(manifest, setting)) return [];
      const port = numberIn(objectIn(setting, 'port'), 'number') ?? 0;
      const path = `spec.trafficPolicy.portLevelSettings[${index}].tls`;
      return [unverified('IST0129', manifest, path, ` on port ${port}`)];
    });
    return [...whole, ...ports];
  });
}

function verifies(rule: Manifest, policy: Json): boolean {
  const tls = objectIn(policy, 'tls');
  const mode = textIn(tls, 'mode');
  if (mode !== 'SIMPLE' && mode !== 'MUTUAL') return true;
  if (textIn(tls, 'caCertificates')) return true;
  // A credential also brings the authority's certificate, but only where a selector names the proxies that may read it.
  return Boolean(textIn(tls, 'credentialName')) && hasField(specOf(rule), 'workloadSelector');
}

function unverified(
  code: string,
  manifest: Manifest,
  path: string,
  where: string,
): AnalysisMessage {
  const host = textIn(specOf(manifest), 'host') ?? '';
  const message = `calls ${host}${where} with TLS and checks no certificate: anybody between can pose as the server`;
  return { code, manifest, path, message };
}
