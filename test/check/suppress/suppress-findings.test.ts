import { parseAnnotation, parseSuppression } from '../../../src/check/suppress/suppression';
import { suppressFindings } from '../../../src/check/suppress/suppress-findings';

const KNOWN = new Set(['split-bypassed', 'image-latest']);
const API = 'VirtualService/shop/api';

const inAnnotation = (text: string, object = API) =>
  parseAnnotation(text).map((one) => ({
    ...one,
    object,
    by: 'annotation' as const,
    place: 'a.yaml:4',
  }));

const asOption = (text: string) => [
  { ...parseSuppression(text), by: 'option' as const, place: '--allow' },
];

const found = { rule: 'split-bypassed', code: 'IST0174', object: API };

describe('a suppression', () => {
  it('names a rule and a reason, several behind semicolons or on lines of their own', () => {
    expect(parseAnnotation('a=one = 1; b=two\n c = three ;')).toEqual([
      { rule: 'a', reason: 'one = 1' },
      { rule: 'b', reason: 'two' },
      { rule: 'c', reason: 'three' },
    ]);
  });

  it('may name an object in an option', () => {
    expect(parseSuppression('a@Service/shop/api=why')).toEqual({
      rule: 'a',
      reason: 'why',
      object: 'Service/shop/api',
    });
  });

  it.each([
    ['the rule', 'split-bypassed=why', true],
    ["Istio's code of it", 'IST0174=why', true],
    ['another rule', 'image-latest=why', false],
    ['nothing but an id, without a reason', 'split-bypassed', false],
    ['an empty reason', 'split-bypassed= ', false],
  ])('in an annotation with %s: %s', (_, text, suppressed) => {
    const { by } = suppressFindings([found], inAnnotation(text), KNOWN);

    expect(by[0] !== undefined).toBe(suppressed);
  });

  it('in an annotation speaks for its own object', () => {
    const other = { ...found, object: 'VirtualService/shop/web' };

    const { by } = suppressFindings([other], inAnnotation('split-bypassed=why'), KNOWN);

    expect(by).toEqual([undefined]);
  });

  it.each([
    ['split-bypassed=why', true],
    ['split-bypassed@VirtualService/shop/api=why', true],
    ['split-bypassed@VirtualService/api=why', true],
    ['split-bypassed@VirtualService/shop/web=why', false],
    ['split-bypassed@Service/shop/api=why', false],
  ])('in an option %s speaks for the objects that it names', (text, suppressed) => {
    const { by } = suppressFindings([found], asOption(text), KNOWN);

    expect(by[0] !== undefined).toBe(suppressed);
  });
});

describe('a suppression is itself a finding', () => {
  const faults = (text: string, findings = [found]) =>
    suppressFindings(findings, inAnnotation(text), KNOWN).faults.map(({ rule, message }) => ({
      rule,
      message,
    }));

  it('without a reason', () => {
    expect(faults('split-bypassed')).toEqual([
      {
        rule: 'allow-without-reason',
        message: "'split-bypassed' is allowed without a reason, so it is not",
      },
    ]);
  });

  it('of a rule that does not exist, with what was meant', () => {
    expect(faults('split-bypased=why')).toEqual([
      {
        rule: 'allow-unknown-rule',
        message: "no rule 'split-bypased'; did you mean 'split-bypassed'?",
      },
    ]);
  });

  it('that suppresses nothing', () => {
    expect(faults('image-latest=why')).toEqual([
      { rule: 'allow-unused', message: "nothing of 'image-latest' is found here" },
    ]);
  });

  it('but not where it suppresses something in another state that holds the same object', () => {
    const twice = [
      ...inAnnotation('split-bypassed=why'),
      ...inAnnotation('split-bypassed=why').map((one) => ({ ...one, place: 'b.yaml:4' })),
    ];

    expect(suppressFindings([found], twice, KNOWN).faults).toEqual([]);
  });

  it('once, however many states hold it', () => {
    const twice = [...inAnnotation('x=why'), ...inAnnotation('x=why')];

    expect(suppressFindings([], twice, KNOWN).faults).toHaveLength(1);
  });
});
