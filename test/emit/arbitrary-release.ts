import fc from 'fast-check';
import type { ReleaseJson } from '../../src/emit/release-json';
import type { ReleasePlan } from '../../src/plan/release-plan';
import type { Step } from '../../src/plan/step';
import { exampleJson } from './plan-releases';

const metricName = fc.oneof(
  fc.constantFrom(
    'errors',
    'p99|latency',
    'a "quoted" one',
    '`tick`',
    'back\\slash',
    'two\nlines',
    '\u001b[31m',
  ),
  fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }).filter((name) => name.trim() !== ''),
);

const gate = (names: readonly string[]): fc.Arbitrary<Step<string>> =>
  fc.oneof(
    fc.constantFrom<Step<string>>(
      { pause: {} },
      { pause: { duration: '90s' } },
      { pause: { duration: '2h' } },
    ),
    fc.subarray([...names], { minLength: 1 }).map((metrics) => ({
      analysis: { metrics, duration: '10m' },
    })),
  );

const setting = fc.oneof(
  fc.constantFrom('qa', 'staff').map(
    (name): Step<string> => ({
      setHeaderRoute: { name, match: [{ headerName: 'x', headerValue: { exact: '1' } }] },
    }),
  ),
  fc
    .integer({ min: 0, max: 100 })
    .map((percentage): Step<string> => ({ setMirror: { percentage } })),
  fc
    .integer({ min: 1, max: 9 })
    .map((replicas): Step<string> => ({ setCanaryScale: { replicas } })),
);

const steps = (names: readonly string[]): fc.Arbitrary<readonly Step<string>[]> =>
  fc
    .record({
      weights: fc.uniqueArray(fc.integer({ min: 1, max: 100 }), { maxLength: 4 }),
      between: fc.array(fc.array(fc.oneof(gate(names), setting), { maxLength: 2 }), {
        minLength: 5,
        maxLength: 5,
      }),
    })
    .map(({ weights, between }) => [
      ...(between[4] ?? []),
      ...weights
        .sort((a, b) => a - b)
        .flatMap((setWeight, index) => [{ setWeight }, ...(between[index] ?? [])]),
    ]);

const layout = fc.constantFrom(
  {},
  { outsideMesh: 'none' },
  { layout: 'subsets', outsideMesh: 'may-reach-canary' },
  { layout: 'subsets', outsideMesh: 'none' },
);

/** Any release of go-demo-7, by the real compiler; the metrics have the strangest names. */
export const arbitraryRelease: fc.Arbitrary<ReleaseJson> = fc
  .uniqueArray(metricName, { minLength: 1, maxLength: 3 })
  .chain((names) =>
    fc.record({
      steps: steps(names),
      layout,
      from: fc.constantFrom('1.4.2', '0.0.1+build.7', undefined),
      replicas: fc.integer({ min: 1, max: 40 }),
      settle: fc.constantFrom('30s', '2m', '1.5s'),
      traffic: fc.option(
        fc.record({ requestsPerSecond: fc.double({ min: 1e-6, max: 1e6, noNaN: true }) }),
        { nil: undefined },
      ),
      environment: fc.constantFrom('staging', undefined),
      metrics: fc.constant(
        Object.fromEntries(names.map((name) => [name, { kind: 'success-rate', min: 99 }] as const)),
      ),
    }),
  )
  .map(({ layout: chosen, ...plan }) =>
    exampleJson({ plan: { ...plan, ...chosen } as Partial<ReleasePlan<string>> }),
  );
