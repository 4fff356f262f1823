import type { JsonObject, Manifest } from '../../src/manifest/manifest';
import { prove } from '../../src/proof/prove';
import { service } from '../mesh/shop';
import { deployment, pods, versionService, WEB_SERVICE } from './hazard-shop';

const STABLE = [WEB_SERVICE, pods('stable', 3)];

describe('configuration', () => {
  it('may not change under pods that refer to it', () => {
    expect(
      messages(
        [WEB_SERVICE, using('web'), config('web', 'a')],
        [WEB_SERVICE, using('web'), config('web', 'b')],
      ),
    ).toEqual([
      'own-config: ConfigMap shop/web changes its content while pods of Deployment shop/web that refer to it may run or start',
    ]);
  });

  it('may not go in the transition in which its last pods go', () => {
    const before = [WEB_SERVICE, using('web-1'), config('web-1', 'a')];
    const between = [WEB_SERVICE, using('web-2'), config('web-1', 'a'), config('web-2', 'b')];
    const after = [WEB_SERVICE, using('web-2'), config('web-2', 'b')];

    expect(messages(before, after)).toEqual([
      'own-config: ConfigMap shop/web-1 disappears while pods of Deployment shop/web that refer to it may run or start',
    ]);
    expect([...messages(before, between), ...messages(between, after)]).toEqual([]);
  });

  it('may change where no pod refers to it, or comes and goes with its pods', () => {
    expect(messages([...STABLE, config('web', 'a')], [...STABLE, config('web', 'b')])).toEqual([]);
    expect(messages([], [WEB_SERVICE, using('web'), config('web', 'a')])).toEqual([]);
    expect(messages([WEB_SERVICE, using('web'), config('web', 'a')], [])).toEqual([]);
  });
});

describe('pods that answer requests', () => {
  const twoServices = [versionService('stable'), service('web', { version: 'stable' })];

  it('may not lose their last Service while a name that leads to them stays', () => {
    const found = messages(
      [WEB_SERVICE, pods('stable', 3), pods('canary', 1)],
      [service('web', { version: 'stable' }), pods('stable', 3), pods('canary', 1)],
    );

    expect(found).toEqual([
      'keeps-service: Service shop/web may let go of the pods of shop/web-canary before callers do, and no other Service surely has them: their own sidecar then answers 503 (NC)',
    ]);
  });

  it('may lose a Service where another has them, or with the name that leads to them', () => {
    expect(
      messages(
        [...twoServices, pods('stable', 3)],
        [service('web', { version: 'stable' }), pods('stable', 3)],
      ),
    ).toEqual([]);
    expect(messages(STABLE, [pods('stable', 3)])).toEqual([]);
  });
});

describe('fields that the API server refuses to change', () => {
  it.each<[string, JsonObject, JsonObject]>([
    [
      'Deployment',
      { selector: { matchLabels: { a: '1' } } },
      { selector: { matchLabels: { a: '2' } } },
    ],
    ['StatefulSet', { serviceName: 'one' }, { serviceName: 'other' }],
  ])('are told of a %s', (kind, one, other) => {
    const of = (spec: JsonObject): Manifest => ({
      ...deployment('web', 'web:1', 1, {}),
      kind,
      spec: { ...(deployment('web', 'web:1', 1, {})['spec'] as JsonObject), ...spec },
    });
    const [field = ''] = Object.keys(one);

    expect(messages([of(one)], [of(other)])).toEqual([
      `immutable-fields: ${kind} shop/web changes spec.${field}, which the API server refuses; everything else of the transition is applied`,
    ]);
    expect(messages([of(one)], [of(one), config('web', 'a')])).toEqual([]);
  });
});

function messages(before: readonly Manifest[], after: readonly Manifest[]): readonly string[] {
  return prove(before, after).violations.map(
    ({ obligation, message }) => `${obligation}: ${message}`,
  );
}

function config(name: string, value: string): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'shop' },
    data: { value },
  };
}

function using(name: string): Manifest {
  const manifest = deployment('web', 'web:1', 3, {});
  const containers = [{ name: 'web', image: 'web:1', envFrom: [{ configMapRef: { name } }] }];
  const spec = manifest['spec'] as JsonObject;
  const template = { ...(spec['template'] as JsonObject), spec: { containers } };
  return { ...manifest, spec: { ...spec, template } };
}
