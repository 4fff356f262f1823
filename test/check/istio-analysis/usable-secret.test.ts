import { isUsableSecret } from '../../../src/check/istio-analysis/usable-secret';
import type { Manifest } from '../../../src/manifest/manifest';

// The outline of a certificate: what stands before its dates, the dates, and nothing behind them.
function element(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, body.length]), body]);
}

function certificate(from: string, to: string): string {
  const dates = element(0x30, element(0x17, Buffer.from(from)), element(0x18, Buffer.from(to)));
  const before = [
    element(0xa0, Buffer.from([2])),
    element(0x02, Buffer.from([1])),
    element(0x30),
    element(0x30),
  ];
  const body = element(0x30, element(0x30, ...before, dates));
  return `-----BEGIN CERTIFICATE-----\n${body.toString('base64')}\n-----END CERTIFICATE-----\n`;
}

function secret(data: Readonly<Record<string, string>>): Manifest {
  const encoded = Object.entries(data).map(([key, text]) => [
    key,
    Buffer.from(text).toString('base64'),
  ]);
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 's' },
    data: Object.fromEntries(encoded) as never,
  };
}

const valid = certificate('230314025430Z', '21230218061843Z');

describe('a Secret is usable for TLS', () => {
  it.each([
    ['cert', 'key'],
    ['tls.crt', 'tls.key'],
  ])('with a certificate and a key as %s and %s', (crt, key) => {
    expect(isUsableSecret(secret({ [crt]: valid, [key]: 'k' }))).toBe(true);
    expect(isUsableSecret(secret({ [crt]: valid }))).toBe(false);
  });

  it('also if its values are written as plain text', () => {
    const plain = { ...secret({}), stringData: { 'tls.crt': valid, 'tls.key': 'k' } };

    expect(isUsableSecret(plain)).toBe(true);
  });

  it('not with other names, or text that is no certificate', () => {
    expect(isUsableSecret(secret({ 'tls.cert': valid, 'tls.key': 'k' }))).toBe(false);
    expect(isUsableSecret(secret({ 'tls.crt': 'hush', 'tls.key': 'k' }))).toBe(false);
    expect(isUsableSecret(secret({ 'tls.crt': valid.slice(0, 60), 'tls.key': 'k' }))).toBe(false);
  });

  it('while it lasts', () => {
    const one = secret({ 'tls.crt': valid, 'tls.key': 'k' });

    expect(isUsableSecret(one, Date.UTC(2026, 0, 1))).toBe(true);
    expect(isUsableSecret(one, Date.UTC(2022, 0, 1))).toBe(false);
    expect(isUsableSecret(one, Date.UTC(2124, 0, 1))).toBe(false);
  });
});
