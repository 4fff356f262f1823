import type { Phase } from '../../src/compile/phase';
import type { Manifest } from '../../src/manifest/manifest';
import { changeLines } from './phase-table';
import { follow, install, lastPhase, objectNamed, phaseNamed } from './release-case';
import { configMap, object, shop } from './shop';

const ENV_FROM = { envFrom: [{ configMapRef: { name: 'settings' } }] };

function withConfig(version: string, text: string, others: readonly Manifest[] = []) {
  return shop(version, { container: ENV_FROM, others: [configMap('settings', text), ...others] });
}

function configOf({ objects }: Phase): readonly string[] {
  return objects
    .filter(({ kind }) => kind === 'ConfigMap')
    .map(({ metadata, data }) => `${metadata.name}: ${(data as { text: string }).text}`);
}

function worker(name = 'settings'): Manifest {
  return object('apps/v1', 'Deployment', 'worker', {
    spec: {
      selector: { matchLabels: { app: 'worker' } },
      template: {
        metadata: { labels: { app: 'worker' } },
        spec: { containers: [{ name: 'worker', envFrom: [{ configMapRef: { name } }] }] },
      },
    },
  });
}

const RED = 'settings-55943aa6d1: red';
const BLUE = 'settings-278f22d5bf: blue';

describe('a ConfigMap or Secret of the workload', () => {
  const before = install(withConfig('1.0.0', 'red'));
  const release = follow(before, withConfig('1.1.0', 'blue'));

  it('is named by its content, and the plain one leaves', () => {
    const [name] = configOf(lastPhase(before));

    expect(name).toMatch(/^settings-[0-9a-f]{10}: red$/);
    expect(configOf(lastPhase(before))).toEqual([name]);
    expect(objectNamed(lastPhase(before), 'Deployment', 'api-primary')['spec']).toMatchObject({
      template: {
        spec: { containers: [{ envFrom: [{ configMapRef: { name: name?.split(':')[0] } }] }] },
      },
    });
  });

  it('of the old version stays until the phase after its last reference', () => {
    expect(release.phases.map((phase) => [phase.name, configOf(phase).length])).toEqual([
      ['baseline', 1],
      ['canary-0', 2],
      ['canary-100', 2],
      ['update-primary', 2],
      ['primary-100', 1],
      ['done', 1],
    ]);
    expect(changeLines(phaseNamed(release.phases, 'primary-100'))[1]).toMatch(
      /^- ConfigMap shop\/settings-/,
    );
  });

  it('is the same for both tracks, and for every version with the same content', () => {
    const same = follow(before, withConfig('1.1.0', 'red'));

    expect(new Set(same.phases.flatMap(configOf)).size).toBe(1);
  });

  it('rolls the pods when nothing but its content changes', () => {
    const onlyConfig = {
      ...withConfig('1.0.1', 'blue'),
      workload: withConfig('1.0.0', 'blue').workload,
    };
    const { phases } = follow(before, onlyConfig);

    expect(changeLines(phaseNamed(phases, 'update-primary'))).toEqual([
      '~ Deployment shop/api-primary',
    ]);
  });

  it('has the same name wherever it is compiled: the name is part of the contract', () => {
    expect(configOf(lastPhase(before))).toEqual([RED]);
    expect(configOf(lastPhase(release))).toEqual([BLUE]);
  });

  it('keeps its plain name beside the other where something else refers to it', () => {
    const state = lastPhase(install(withConfig('1.0.0', 'red', [worker()])));

    expect(configOf(state)).toEqual(['settings: red', RED]);
  });

  it('that nothing in the pod template refers to is an ordinary object', () => {
    const state = lastPhase(install(shop('1.0.0', { others: [configMap('flags', 'on')] })));

    expect(configOf(state)).toEqual(['flags: on']);
  });
});

describe('references to configuration', () => {
  it.each<[string, Manifest[string], string]>([
    ['a ConfigMap volume', { volumes: [{ configMap: { name: 'x' } }] }, 'ConfigMap'],
    ['a Secret volume', { volumes: [{ secret: { secretName: 'x' } }] }, 'Secret'],
    [
      'a projected ConfigMap',
      { volumes: [{ projected: { sources: [{ configMap: { name: 'x' } }] } }] },
      'ConfigMap',
    ],
    [
      'a projected Secret',
      { volumes: [{ projected: { sources: [{ secret: { name: 'x' } }] } }] },
      'Secret',
    ],
    ['a pull secret', { imagePullSecrets: [{ name: 'x' }] }, 'Secret'],
    [
      'a variable from a ConfigMap',
      { initContainers: [{ env: [{ valueFrom: { configMapKeyRef: { name: 'x', key: 'k' } } }] }] },
      'ConfigMap',
    ],
    [
      'a variable from a Secret',
      { initContainers: [{ env: [{ valueFrom: { secretKeyRef: { name: 'x', key: 'k' } } }] }] },
      'Secret',
    ],
    [
      'all variables of a Secret',
      { initContainers: [{ envFrom: [{ secretRef: { name: 'x' } }] }] },
      'Secret',
    ],
  ])('are found in %s', (_, pod, kind) => {
    const others = [object('v1', kind, 'x', { data: { k: 'dg==' } })];
    const state = lastPhase(install(shop('1.0.0', { pod: pod as never, others })));
    const text = JSON.stringify(objectNamed(state, 'Deployment', 'api-primary'));
    const names = state.objects.filter((o) => o.kind === kind).map((o) => o.metadata.name);

    expect(names).toEqual([expect.stringMatching(/^x-[0-9a-f]{10}$/)]);
    expect(text).toContain(`"${names[0]}"`);
    expect(text).not.toContain('"x"');
  });

  it('to what the chart does not have stay as they are', () => {
    const state = lastPhase(install(shop('1.0.0', { container: ENV_FROM })));

    expect(JSON.stringify(objectNamed(state, 'Deployment', 'api-primary'))).toContain('"settings"');
  });

  it('to the configuration of another namespace do not exist', () => {
    const elsewhere = configMap('settings', 'red');
    const others = [{ ...elsewhere, metadata: { ...elsewhere.metadata, namespace: 'other' } }];
    const state = lastPhase(install(shop('1.0.0', { container: ENV_FROM, others })));

    expect(configOf(state)).toEqual(['settings: red']);
  });
});
