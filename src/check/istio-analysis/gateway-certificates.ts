import type { Json, Manifest } from '../../manifest/manifest';
import { labelsIn, listIn, objectIn, textIn } from '../../mesh/json-field';
import type { AnalysisMessage } from './analysis-message';
import { fullName, specOf, type AnalysisWorld } from './analysis-world';

/**
 * IST0138: two Gateways of common pods show the same certificate. A browser that has a connection to one host then uses it
 * for the other, and gets 404. Said of the Gateway whose selector is part of the other's.
 */
export function analyzeGatewayCertificates({ ofKind }: AnalysisWorld): AnalysisMessage[] {
  const users = new Map<string, Set<Manifest>>();
  const gateways = ofKind('networking.istio.io/Gateway');
  for (const gateway of gateways) {
    for (const certificate of certificatesOf(gateway)) {
      users.set(certificate, (users.get(certificate) ?? new Set()).add(gateway));
    }
  }
  return gateways.flatMap((manifest) => {
    const others = certificatesOf(manifest).flatMap((one) => [...(users.get(one) ?? [])]);
    return [...new Set(others)]
      .filter((other) => other !== manifest && isPartOf(manifest, other))
      .map((other) => ({
        code: 'IST0138',
        manifest,
        path: 'spec.servers',
        message: `shows the same certificate as Gateway ${fullName(other)}: clients that reuse a connection (HTTP/2) get 404 for the other's hosts`,
        other,
      }));
  });
}

function certificatesOf(gateway: Manifest): readonly string[] {
  const found = listIn(specOf(gateway), 'servers').map((server) =>
    certificateOf(objectIn(server, 'tls')),
  );
  return [...new Set(found.filter((one) => one !== undefined))];
}

function certificateOf(tls: Json): string | undefined {
  const credential = textIn(tls, 'credentialName');
  if (credential) return `credential ${credential}`;
  const certificate = textIn(tls, 'serverCertificate');
  const key = textIn(tls, 'privateKey');
  return certificate && key ? `files ${certificate} ${key}` : undefined;
}

function isPartOf(one: Manifest, other: Manifest): boolean {
  const labels = labelsIn(specOf(other), 'selector');
  return Object.entries(labelsIn(specOf(one), 'selector')).every(
    ([key, value]) => labels[key] === value,
  );
}
