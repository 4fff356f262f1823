import fc from 'fast-check';
import { compileRelease, type Baseline } from '../../../src/compile/compile-release';
import { equalJson } from '../../../src/manifest/equal';
import { describe as describeObject } from '../../../src/manifest/identity';
import type { Manifest } from '../../../src/manifest/manifest';
import { normalizePlan, type Plan } from '../../../src/plan/plan';
import type { ReleasePlan } from '../../../src/plan/release-plan';
import { assembleSound } from '../../../src/plan/rules/assemble-sound';
import { appRules, planRules } from '../../../src/plan/rules/plan-rules';
import { listOf, read } from '../../../src/plan/rules/record';
import {
  runAppRules,
  type Occurrence,
  type PlanContext,
  type PlanRule,
} from '../../../src/plan/rules/rule';
import { versionSpec } from '../../../src/plan/version';
import { autoscaler, contextOf, GOOD_PLAN, object, service, settled, type Loose } from './context';
import { garbage, jsonGarbage, mutate, mutationsOf, type Mutation } from './garbage';

/** Plans per property. A soak sets it by hand: `FUZZ_RUNS=100000 npx jest -i no-rule-throws`. */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 300);

const others = [
  service('web'),
  autoscaler(),
  object('v1', 'Secret', 'token', { data: { a: 'b' } }),
  object('v1', 'ConfigMap', 'settings', { data: { a: 'b' } }),
  object('networking.istio.io/v1', 'VirtualService', 'old', {
    spec: { hosts: ['old'], gateways: ['mesh', 'api'], http: [{ match: [{ port: 80 }] }] },
  }),
  object('keda.sh/v1alpha1', 'ScaledObject', 'x', { spec: { scaleTargetRef: { name: 'y' } } }),
];

const input = {
  ...GOOD_PLAN,
  from: { name: '1.0.0', image: 'api:1', container: 'api', env: { A: 'a' } },
  to: { name: '1.1.0', image: 'api:2', container: 'api', env: { A: 'b' }, patch: { spec: {} } },
  service: { ports: [{ name: 'http', port: 80, targetPort: 8080, appProtocol: 'http' }] },
  router: {
    ...GOOD_PLAN.router,
    http: [
      { match: [{ uri: { prefix: '/a' }, headers: { b: { exact: 'c' } } }], servicePort: 80 },
      {},
    ],
  },
  capacity: 6,
  trackLabel: 'track',
  names: { service: 'api', primary: 'api-primary', canary: 'api-canary', mesh: 'api' },
  environment: 'prod',
  layout: 'services',
  outsideMesh: undefined,
  patch: { Deployment: { spec: { minReadySeconds: 5 } }, Service: { metadata: {} } },
  allow: { 'secret-in-clear': 'a test' },
};

const good = { input, source: contextOf({ others }).source, live: settled({}) };

/** What the app says of a release, whatever its plan says. */
const place = { construct: 'shop/api', chart: 'shop', namespace: 'shop' };

/** The context of a plan of any content, through the real code as far as that takes it. */
function contextOfAny(mutated: typeof good): PlanContext {
  const plan = planOfAny(mutated.input);
  const { source } = mutated;
  const sourced = {
    ...source,
    to: { ...source.to, version: plan.to },
    from: plan.from && { ...source.to, ...source.from, version: plan.from },
  };
  return {
    input: mutated.input as unknown as ReleasePlan<string>,
    plan,
    source: sourced,
    application: assembleSound(plan, sourced.to, sourced.others),
    live: { version: '1.0.0', objects: mutated.live, layout: 'services', engine: 'phases' },
  };
}

function planOfAny(written: typeof input): Plan {
  const plan = written as unknown as ReleasePlan<string>;
  try {
    return normalizePlan(plan, place);
  } catch {
    // some parts cannot be normalized: their rules still have to find them as they were written
    const { router, service: ports, steps } = plan;
    const base = normalizePlan(GOOD_PLAN, place);
    return {
      ...base,
      router,
      to: versionSpec(plan.to),
      servicePorts: [ports] as never,
      steps: steps ?? [],
    };
  }
}

/** Plans without errors: what a change leaves without errors has to compile. */
const clean: readonly (typeof good)[] = [
  cleanOf({}, [object('v1', 'ConfigMap', 'settings', { data: { a: 'b' } })]),
  cleanOf({ service: undefined, replicas: undefined }, [service('api'), autoscaler()]),
  cleanOf({ layout: 'subsets', outsideMesh: 'may-reach-canary' }, []),
];

function cleanOf(fields: Loose, objects: readonly Manifest[]): typeof good {
  const changed = { ...input, allow: {}, ...fields } as typeof input;
  const draft = { plan: fields, others: objects };
  return { input: changed, source: contextOf(draft).source, live: settled(draft) };
}

const mutations = {
  input: mutationsOf(good.input, garbage),
  source: mutationsOf(good.source, jsonGarbage),
  live: mutationsOf(good.live, jsonGarbage),
};
const none = fc.constant<readonly Mutation[]>([]);

function mutateGood(
  changes: Readonly<Record<keyof typeof good, readonly Mutation[]>>,
): typeof good {
  return {
    input: mutate(good.input, changes.input),
    source: mutate(good.source, changes.source),
    live: mutate(good.live, changes.live),
  };
}

function findAll(context: PlanContext): readonly (Occurrence & Pick<PlanRule, 'severity'>)[] {
  return planRules.flatMap((rule) =>
    rule.find(context).map((occurrence) => ({ ...occurrence, severity: rule.severity })),
  );
}

describe('the rules on a plan of any content', () => {
  it.each([
    ['in the plan', fc.record({ input: mutations.input, source: none, live: none })],
    ['in the objects', fc.record({ input: none, source: mutations.source, live: none })],
    ['in what is live', fc.record({ input: none, source: none, live: mutations.live })],
    ['everywhere', fc.record(mutations)],
  ])('never throw, with garbage %s', (_, changes) => {
    fc.assert(
      fc.property(changes, (change) => {
        const found = findAll(contextOfAny(mutateGood(change)));
        expect(found.filter(({ at, message }) => !at || !message)).toEqual([]);
      }),
      { numRuns },
    );
  });

  it('never throw where a whole field is garbage', () => {
    const fields = fc.dictionary(fc.constantFrom(...Object.keys(input)), garbage);
    fc.assert(
      fc.property(fields, (changed) => {
        const mutated = { ...good, input: { ...good.input, ...changed } };
        expect(() => findAll(contextOfAny(mutated))).not.toThrow();
      }),
      { numRuns },
    );
  });
});

describe('a plan without errors', () => {
  it.each(clean)('is what the changes begin with', (base) => {
    expect(findAll({ ...contextOfAny(base), live: undefined })).toEqual([]);
  });

  it('compiles to states that are whole, from what is live and from `from`', () => {
    let compiled = 0;
    const changed = fc.oneof(
      ...clean.map((base) =>
        mutationsOf(base.input, garbage, 1).map((changes) => ({
          ...base,
          input: mutate(base.input, changes),
        })),
      ),
    );
    fc.assert(
      fc.property(changed, fc.boolean(), (base, isLive) => {
        const any = contextOfAny(base);
        const context: PlanContext = isLive ? any : { ...any, live: undefined };
        const { plan, application } = context;
        if (application === undefined || hasErrors(context)) return;
        const { phases, waysBack } = compileRelease(plan, application, baselineOf(context));
        compiled += 1;
        for (const { objects } of [...phases, ...Object.values(waysBack).flat()]) {
          expect(objects.flatMap(faultsOf)).toEqual([]);
        }
      }),
      { numRuns },
    );
    // most changes are errors; but where few compiled, little was tested

    expect(compiled).toBeGreaterThan(numRuns / 30);
  });
});

describe('the rules on an app of any content', () => {
  it('never throw', () => {
    const plan = contextOf().plan;
    const plans = fc.array(
      mutationsOf(plan, garbage).map((changes) => ({
        plan: { ...mutate(plan, changes), ...place },
      })),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(plans, (releases) => {
        expect(() => runAppRules(appRules, { releases, charts: [], liveNames: [] })).not.toThrow();
      }),
      { numRuns },
    );
  });
});

function hasErrors(context: PlanContext): boolean {
  return findAll(context).some(({ severity }) => severity === 'error');
}

/** What no state may have: values that are none, weights that do not add up, routes to no port. */
function faultsOf(manifest: Manifest): readonly string[] {
  const text = JSON.stringify(manifest);
  const written = JSON.parse(text) as Manifest;
  const faults = [
    ...(equalJson(written, manifest) ? [] : ['values that are not JSON']),
    ...(/"undefined[-.]|\[object /.exec(text) ?? []),
  ];
  const routes = listOf(read(manifest, 'spec', 'http')).flatMap((route) => {
    const destinations = listOf(read(route, 'route'));
    if (destinations.length === 0)
      return ['redirect', 'directResponse'].some((to) => read(route, to)) ? [] : ['no route'];
    const weights = destinations.map((to) => Number(read(to, 'weight') ?? 100));
    const ports = destinations.map((to) => read(to, 'destination', 'port', 'number'));
    return [
      ...(weights.reduce((sum, weight) => sum + weight, 0) === 100 ? [] : ['weights']),
      ...(ports.every((port) => Number.isInteger(port)) ? [] : ['ports']),
    ];
  });
  return [...faults, ...routes].map((fault) => `${describeObject(manifest)}: ${fault}`);
}

function baselineOf({ live, plan, source }: PlanContext): Baseline {
  if (live !== undefined) return { kind: 'live', ...live };
  if (source.from === undefined) return { kind: 'nothing' };
  const application = assembleSound(plan, source.from, source.others);
  return application === undefined ? { kind: 'nothing' } : { kind: 'rendered', application };
}
