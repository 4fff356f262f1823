import { refuse, type Complaint } from './complaint';
import { at, isSet, isTrue, text, type Spot } from './spot';

const RULE = 'istio-client-tls';

/** How connections to a host are encrypted. */
export function* checkClientTls(tls: Spot, namespace: string): Generator<Complaint> {
  if (!isSet(tls)) return;
  const mode = text(at(tls, 'mode'));
  const given = (field: string): boolean => text(at(tls, field)) !== '';
  yield* checkConfigMap(at(tls, 'credentialName'), namespace);
  if (isTrue(at(tls, 'insecureSkipVerify')) && (mode === 'SIMPLE' || mode === 'MUTUAL')) {
    const verifies =
      given('caCertificates') ||
      isSet(at(tls, 'subjectAltNames')) ||
      (mode === 'SIMPLE' && given('credentialName'));
    if (verifies) {
      const message = 'says not to verify, while what to verify with is given';
      yield refuse(RULE, at(tls, 'insecureSkipVerify'), message);
    }
  }
  if ((mode === 'SIMPLE' || mode === 'MUTUAL') && given('credentialName')) {
    const files = ['clientCertificate', 'caCertificates', 'privateKey', 'caCrl'].filter(given);
    for (const field of files) yield refuse(RULE, at(tls, field), 'excluded by credentialName');
    return;
  }
  if (mode !== 'MUTUAL') return;
  for (const field of ['clientCertificate', 'privateKey']) {
    if (!given(field)) yield refuse(RULE, at(tls, field), 'missing, and required by mode MUTUAL');
  }
}

/** `configmap://name` names one of the own namespace. */
function* checkConfigMap(spot: Spot, namespace: string): Generator<Complaint> {
  const name = text(spot);
  if (!name.startsWith('configmap://')) return;
  const parts = name.slice('configmap://'.length).split('/');
  const isNamed = parts.every((part) => part !== '') && parts.length <= 2;
  const isOwn = parts.length === 1 || parts[0] === namespace;
  if (!isNamed || !isOwn) {
    yield refuse(RULE, spot, 'no ConfigMap of this namespace', `configmap://${namespace}/<name>`);
  }
}
