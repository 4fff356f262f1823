import type { Manifest } from '../../manifest/manifest';
import { labelsIn } from '../../mesh/json-field';

/**
 * Whether a Secret holds a certificate and a key under names that Istio knows.
 * @param now - the time in milliseconds that the certificate has to be valid at; without it, its time does not count
 */
export function isUsableSecret(secret: Manifest, now?: number): boolean {
  const data = { ...labelsIn(secret, 'data'), ...encode(labelsIn(secret, 'stringData')) };
  const pairs = [
    ['cert', 'key'],
    ['tls.crt', 'tls.key'],
  ] as const;
  const found = pairs.find(([certificate, key]) => data[certificate] && data[key]);
  if (found === undefined) return false;
  const der = pemBody(Buffer.from(data[found[0]] ?? '', 'base64').toString('latin1'));
  const validity = der === undefined ? undefined : validityOf(der);
  if (validity === undefined) return false;
  return now === undefined || (validity.from <= now && now <= validity.to);
}

function encode(texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const encoded = Object.entries(texts).map(([key, text]) => [
    key,
    Buffer.from(text).toString('base64'),
  ]);
  return Object.fromEntries(encoded) as Record<string, string>;
}

function pemBody(pem: string): Buffer | undefined {
  const body = /-----BEGIN CERTIFICATE-----([\s\S]*?)-----END CERTIFICATE-----/u.exec(pem)?.[1];
  return body === undefined ? undefined : Buffer.from(body, 'base64');
}

interface Validity {
  readonly from: number;
  readonly to: number;
}

interface Element {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

const SEQUENCE = 0x30;
const VERSION = 0xa0;

/** The dates of an X.509 certificate (RFC 5280 4.1): version, serial, algorithm and issuer come before them. */
function validityOf(der: Buffer): Validity | undefined {
  const certificate = readElement(der, 0);
  if (certificate?.tag !== SEQUENCE) return undefined;
  const body = readElement(der, certificate.start);
  if (body?.tag !== SEQUENCE) return undefined;
  const fields: Element[] = [];
  for (let at = body.start; at < body.end && fields.length < 5; ) {
    const field = readElement(der, at);
    if (field === undefined) return undefined;
    fields.push(field);
    at = field.end;
  }
  const dates = fields[fields[0]?.tag === VERSION ? 4 : 3];
  if (dates?.tag !== SEQUENCE) return undefined;
  const first = readElement(der, dates.start);
  const second = first === undefined ? undefined : readElement(der, first.end);
  const from = first === undefined ? Number.NaN : timeOf(der, first);
  const to = second === undefined ? Number.NaN : timeOf(der, second);
  return Number.isNaN(from) || Number.isNaN(to) ? undefined : { from, to };
}

function readElement(der: Buffer, at: number): Element | undefined {
  const tag = der[at];
  const short = der[at + 1];
  if (tag === undefined || short === undefined) return undefined;
  const extra = short < 0x80 ? 0 : short & 0x7f;
  if (extra > 4 || at + 2 + extra > der.length) return undefined;
  const length = extra === 0 ? short : der.readUIntBE(at + 2, extra);
  const start = at + 2 + extra;
  return start + length > der.length ? undefined : { tag, start, end: start + length };
}

const UTC_TIME = 0x17;

/** UTCTime has two digits for the year, of 1950 to 2049; GeneralizedTime has four. */
function timeOf(der: Buffer, { tag, start, end }: Element): number {
  const text = der.toString('latin1', start, end);
  const full = tag === UTC_TIME ? `${Number(text.slice(0, 2)) < 50 ? '20' : '19'}${text}` : text;
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/u.exec(full)?.slice(1);
  return parts === undefined
    ? Number.NaN
    : Date.parse(`${parts.slice(0, 3).join('-')}T${parts.slice(3).join(':')}Z`);
}
