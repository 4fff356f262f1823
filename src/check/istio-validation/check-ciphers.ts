import { mention, type Complaint } from './complaint';
import { at, items, text, type Spot } from './spot';

const RULE = 'istio-gateway-tls';

/** The cipher suites of a server: those that Envoy does not know are left out without a word. */
export function* checkCiphers(tls: Spot): Generator<Complaint> {
  const least = at(tls, 'minProtocolVersion');
  const suites = items(at(tls, 'cipherSuites'));
  if (['TLSV1_0', 'TLSV1_1'].includes(text(least)) && suites.length === 0) {
    yield mention(RULE, least, 'has no ciphers by default', 'with cipherSuites, or TLSV1_2');
  }
  const seen = new Set<string>();
  for (const suite of suites) {
    if (!isKnown(text(suite))) yield mention(RULE, suite, 'no cipher suite that Envoy knows');
    else if (seen.has(text(suite)))
      yield mention(RULE, suite, 'a cipher suite that is there twice');
    seen.add(text(suite));
  }
}

/** Operators of a list of ciphers, `-` and `+`, are not looked at. */
function isKnown(suite: string): boolean {
  return suite === '' || suite === 'ALL' || !/^[\p{L}\p{N}]/u.test(suite) || SUITES.has(suite);
}

const SUITES: ReadonlySet<string> = new Set([
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
  'ECDHE-ECDSA-AES128-SHA',
  'ECDHE-RSA-AES128-SHA',
  'ECDHE-ECDSA-AES256-SHA',
  'ECDHE-RSA-AES256-SHA',
  'AES128-GCM-SHA256',
  'AES256-GCM-SHA384',
  'AES128-SHA',
  'AES256-SHA',
  'DES-CBC3-SHA',
]);
