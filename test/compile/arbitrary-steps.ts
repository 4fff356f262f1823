import * as fc from 'fast-check';
import type { HeaderMatch, Step } from '../../src/plan/step';

const weight = fc.integer({ min: 1, max: 100 }).map((setWeight): Step<string> => ({ setWeight }));

const gate = fc.constantFrom<Step<string>>(
  { pause: {} },
  { pause: { duration: '5m' } },
  { analysis: { metrics: ['errors'], duration: '10m' } },
);

const headerMatch: fc.Arbitrary<HeaderMatch> = fc.record({
  headerName: fc.constantFrom('x-qa', 'X-Beta'),
  headerValue: fc.constantFrom({ exact: 'yes' }, { prefix: 'in' }, { regex: 'a+' }),
});

const headerRoute = fc
  .record({
    name: fc.constantFrom('qa', 'beta'),
    match: fc.uniqueArray(headerMatch, { minLength: 0, maxLength: 2, selector: nameOf }),
  })
  .map(({ name, match }): Step<string> => {
    return { setHeaderRoute: match.length === 0 ? { name } : { name, match } };
  });

const mirror = fc
  .oneof(fc.constant(0), fc.integer({ min: 1, max: 100 }))
  .map((percentage): Step<string> => ({ setMirror: { percentage } }));

const scale = fc
  .oneof(
    fc.integer({ min: 1, max: 12 }).map((replicas) => ({ replicas })),
    fc.integer({ min: 1, max: 100 }).map((percent) => ({ weight: percent })),
    fc.constant({ matchTrafficWeight: true } as const),
  )
  .map((setCanaryScale): Step<string> => ({ setCanaryScale }));

/** Steps that a plan may have: weights go up, and only what is on is turned off. */
export const steps: fc.Arbitrary<readonly Step<string>[]> = fc
  .array(
    fc.oneof(
      { arbitrary: weight, weight: 4 },
      { arbitrary: gate, weight: 3 },
      { arbitrary: headerRoute, weight: 2 },
      { arbitrary: mirror, weight: 1 },
      { arbitrary: scale, weight: 1 },
    ),
    { maxLength: 9 },
  )
  .map(keepLegal);

/** Steps that set weights only, with gates. */
export const plainSteps: fc.Arbitrary<readonly Step<string>[]> = fc
  .array(fc.oneof(weight, gate), { maxLength: 8 })
  .map(keepLegal);

function nameOf({ headerName }: HeaderMatch): string {
  return headerName;
}

function keepLegal(candidates: readonly Step<string>[]): readonly Step<string>[] {
  let last = 0;
  let mirrored = 0;
  const routes = new Set<string>();
  return candidates.filter((step) => {
    if (step.setWeight !== undefined) {
      if (step.setWeight <= last) return false;
      last = step.setWeight;
    }
    if (step.setMirror !== undefined) {
      const { percentage } = step.setMirror;
      if (last === 100 || (percentage === 0 && mirrored === 0)) return false;
      mirrored = percentage;
    }
    if (step.setHeaderRoute !== undefined) {
      const { name, match } = step.setHeaderRoute;
      if (match === undefined) return routes.delete(name);
      routes.add(name);
    }
    return true;
  });
}
