import fc from 'fast-check';
import { formatGoDuration, parseGoDuration, toMilliseconds } from '../../src/flagger/go-duration';
import { formatFixed, formatFloat } from '../../src/flagger/go-number';

describe('a number reads as Go prints it', () => {
  it.each([
    [99.5, '99.50'],
    [0.125, '0.12'],
    [0.375, '0.38'],
    [62.625, '62.62'],
    [62.875, '62.88'],
    [-0.125, '-0.12'],
    [1.005, '1.00'],
    [1e21, '1000000000000000000000.00'],
    [Number.POSITIVE_INFINITY, '+Inf'],
    [Number.NEGATIVE_INFINITY, '-Inf'],
  ])('%d with two digits as %s', (value, text) => {
    expect(formatFixed(value)).toBe(text);
  });

  it.each([
    [99, '99'],
    [99.5, '99.5'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [1.5e-10, '1.5e-10'],
    [1e20, '100000000000000000000'],
    [1e21, '1e+21'],
    [0, '0'],
  ])('%d as %s', (value, text) => {
    expect(formatFloat(value)).toBe(text);
  });

  it('and two digits are never further from the number than half of the last one', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (value) => {
        expect(Math.abs(Number(formatFixed(value)) - value)).toBeLessThanOrEqual(0.005 + 1e-9);
      }),
    );
  });
});

describe('a duration', () => {
  it.each([
    ['30s', 30],
    ['1m30s', 90],
    ['1.5h', 5400],
    ['500ms', 0.5],
    ['0', 0],
    ['-2m', -120],
  ])('%s is read', (text, seconds) => {
    expect(parseGoDuration(text)).toEqual({ kind: 'duration', seconds });
  });

  it.each([
    ['', 'time: invalid duration ""'],
    ['5', 'time: missing unit in duration "5"'],
    ['5secs', 'time: unknown unit "secs" in duration "5secs"'],
    ['1m3', 'time: missing unit in duration "1m3"'],
    ['soon', 'time: invalid duration "soon"'],
  ])("'%s' is refused in Go's words", (text, error) => {
    expect(parseGoDuration(text)).toEqual({ kind: 'invalid', error });
  });

  it.each([
    [0, '0s'],
    [350, '350ms'],
    [1000, '1s'],
    [1250, '1.25s'],
    [60_000, '1m0s'],
    [3_723_500, '1h2m3.5s'],
    [-90_000, '-1m30s'],
  ])('of %d ms is printed as %s', (milliseconds, text) => {
    expect(formatGoDuration(milliseconds)).toBe(text);
  });

  it('is cut to whole milliseconds, and an infinite one wraps round to none at all', () => {
    expect([1.9, -1.9, 1e13].map(toMilliseconds)).toEqual([1, -1, -8_446_744_073_709.552]);
    expect(toMilliseconds(Number.POSITIVE_INFINITY)).toBe(0);
    expect(toMilliseconds(Number.NaN)).toBe(0);
  });
});
