import * as fc from 'fast-check';
import { parseGoDuration } from '../../../src/check/istio-validation/go-duration';
import { isIpAddress, isIpSubnet } from '../../../src/check/istio-validation/ip-address';
import { validateIstio } from '../../../src/check/istio-validation/validate-istio';
import type { JsonObject } from '../../../src/manifest/manifest';
import { istio } from './objects';

const KINDS = ['VirtualService', 'DestinationRule', 'Gateway', 'ServiceEntry', 'Sidecar'];

/** Names of fields that mean something, at any depth. */
const FIELDS = [
  ...['hosts', 'http', 'tls', 'tcp', 'match', 'route', 'destination', 'host', 'weight', 'port'],
  ...['number', 'headers', 'uri', 'prefix', 'regex', 'subsets', 'name', 'labels', 'trafficPolicy'],
  ...['loadBalancer', 'consistentHash', 'servers', 'protocol', 'timeout', 'egress', 'endpoints'],
];

const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6 },
    fc.constantFrom('', '*', 'a.b', '5s', '[', 'MUTUAL', 'HTTP', null, true, -1, 0, 80, 1.5),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...FIELDS), tie('value'), { maxKeys: 5 }),
  ),
})).value;

describe('objects that are not as they should be', () => {
  it('are answered with complaints, never with a crash', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...KINDS),
        fc.dictionary(fc.constantFrom(...FIELDS), json),
        (kind, spec) => {
          const complaints = validateIstio(istio(kind, spec as JsonObject));

          expect(complaints.every(({ path, message }) => path !== '' && message !== '')).toBe(true);
        },
      ),
    );
  });
});

describe('a duration', () => {
  it.each([
    ['1h30m', 5400, 0],
    ['1.5s', 1, 500_000_000],
    ['-1500ms', -1, -500_000_000],
    ['.5us', 0, 500],
    ['0', 0, 0],
    ['2.000000042s', 2, 42],
  ])("is read as Go reads it: '%s'", (text, seconds, nanos) => {
    expect(parseGoDuration(text)).toEqual({ seconds, nanos });
  });

  it.each(['', '5', '1d', '1 s', 's', '-', '300000000h'])(
    "is none without a unit that Go knows: '%s'",
    (text) => {
      expect(parseGoDuration(text)).toBeUndefined();
    },
  );
});

describe('an address', () => {
  it.each(['1.2.3.4', '::', '::1', '2001:db8::8:800:200c:417a', '::ffff:1.2.3.4', 'fe80::1%eth0'])(
    'is one: %s',
    (text) => {
      expect(isIpAddress(text)).toBe(true);
    },
  );

  it.each([
    '1.2.3',
    '01.2.3.4',
    '1.2.3.256',
    '1::2::3',
    ':1',
    '1:2:3:4:5:6:7:8:9',
    'fe80::1%',
    'g::1',
    '',
  ])("is none: '%s'", (text) => {
    expect(isIpAddress(text)).toBe(false);
  });

  it.each([
    ['10.0.0.0/8', true],
    ['::/128', true],
    ['10.0.0.0/33', false],
    ['10.0.0.0/08', false],
    ['10.0.0.0/', false],
    ['10.0.0.0/8/8', false],
  ])('with a range is one of 0 to 32 or 128 bits: %s', (text, isRange) => {
    expect(isIpSubnet(text)).toBe(isRange);
  });
});
