import { checkCiphers } from './check-ciphers';
import { mention, refuse, type Complaint } from './complaint';
import { at, count, isSet, items, text, type Spot } from './spot';

const RULE = 'istio-gateway-tls';

/** The TLS settings of a server, of a gateway or of a sidecar. */
export function* checkServerTls(tls: Spot): Generator<Complaint> {
  if (!isSet(tls)) return;
  const mode = text(at(tls, 'mode')) || 'PASSTHROUGH';
  yield* checkCiphers(tls);
  if (mode === 'ISTIO_MUTUAL') {
    for (const field of SOURCES.filter((one) => isGiven(tls, one))) {
      yield refuse(RULE, bare(tls, field), 'excluded by mode ISTIO_MUTUAL, which has its own');
    }
    return;
  }
  if (mode.endsWith('PASSTHROUGH')) {
    const useless = ['caCrl', ...SOURCES].find((field) => isGiven(tls, field));
    if (useless !== undefined) {
      yield mention(RULE, bare(tls, useless), `mode ${mode} uses no certificates`);
    }
  }
  const hasPair = isGiven(tls, 'serverCertificate') && isGiven(tls, 'privateKey');
  const others = ['credentialName', 'credentialNames', 'tlsCertificates'];
  const sources = others.filter((field) => isGiven(tls, field));
  if (sources.length + Number(hasPair) > 1) {
    const message = 'certificates come from one place';
    yield refuse(
      RULE,
      { ...tls, value: undefined },
      message,
      ['serverCertificate and privateKey', ...others].join(', or '),
    );
  }
  if (isTerminating(mode) && sources.some((field) => field.startsWith('credential'))) return;
  if (isTerminating(mode)) yield* checkCertificates(tls, mode);
  yield* checkRevocations(tls, mode);
}

const SOURCES = [
  'serverCertificate',
  'privateKey',
  'caCertificates',
  'tlsCertificates',
  'credentialName',
  'credentialNames',
];

function isTerminating(mode: string): boolean {
  return ['SIMPLE', 'MUTUAL', 'OPTIONAL_MUTUAL'].includes(mode);
}

function* checkCertificates(tls: Spot, mode: string): Generator<Complaint> {
  if (mode !== 'SIMPLE' && !isGiven(tls, 'caCertificates')) {
    const message = `missing, and required by mode ${mode}: it tells good clients`;
    yield refuse(RULE, at(tls, 'caCertificates'), message);
  }
  const several = items(at(tls, 'tlsCertificates'));
  if (several.length > 2) {
    const spot = bare(tls, 'tlsCertificates');
    yield mention(RULE, spot, `${several.length} certificates`, 'at most 2, of RSA and ECDSA');
  }
  for (const certificate of several.length > 0 ? several : [tls]) {
    for (const field of ['serverCertificate', 'privateKey']) {
      if (isGiven(certificate, field)) continue;
      yield refuse(RULE, at(certificate, field), `missing, and required by mode ${mode}`);
    }
  }
}

function* checkRevocations(tls: Spot, mode: string): Generator<Complaint> {
  if (!isGiven(tls, 'caCrl')) return;
  if (isGiven(tls, 'credentialName')) {
    yield refuse(RULE, at(tls, 'caCrl'), 'excluded by credentialName, which may hold it');
  }
  if (mode === 'SIMPLE') {
    yield refuse(RULE, at(tls, 'caCrl'), 'excluded by mode SIMPLE, which asks for no certificates');
  }
}

function isGiven(tls: Spot, field: string): boolean {
  return text(at(tls, field)) !== '' || count(at(tls, field)) > 0;
}

/** Certificates are not printed. */
function bare(tls: Spot, field: string): Spot {
  return { ...at(tls, field), value: undefined };
}
