import { emitDocuments } from '../../src/emit/emit-documents';
import { fromRendered } from './check-history';
import { changeLines, phaseTable } from './phase-table';
import { follow, install, lastPhase, objectNamed, phaseNamed } from './release-case';
import { configMap, object, shop, type ShopChanges } from './shop';

const STEPS = [{ setWeight: 20 }, { pause: { duration: '5m' } }, { setWeight: 60 }] as const;

function release(changes: ShopChanges = {}) {
  const before = install(shop('1.0.0', changes));
  return follow(before, shop('1.1.0', { ...changes, plan: { steps: STEPS, ...changes.plan } }));
}

describe('a canary release', () => {
  it('goes from the baseline over the weights to 100 percent, and then back to the primary', () => {
    expect(phaseTable(release().phases)).toEqual([
      '000-baseline | 1.0.0 ×4 | 1.0.0 ×0 | 100/0',
      '020-canary-0 | 1.0.0 ×4 | 1.1.0 ×1 | 100/0',
      '030-canary-20 | 1.0.0 ×4 | 1.1.0 ×3 | 80/20',
      '040-canary-60 | 1.0.0 ×4 | 1.1.0 ×4 | 40/60',
      '050-canary-100 | 1.0.0 ×4 | 1.1.0 ×4 | 0/100',
      '060-update-primary | 1.1.0 ×4 | 1.1.0 ×4 | 0/100',
      '070-primary-100 | 1.1.0 ×4 | 1.1.0 ×4 | 100/0',
      '080-done | 1.1.0 ×4 | 1.1.0 ×0 | 100/0',
    ]);
  });

  it('changes nothing in a phase but what the phase is for', () => {
    const { phases } = release();

    expect(phases.map((phase) => [phase.name, ...changeLines(phase)])).toEqual([
      ['baseline'],
      ['canary-0', '~ Deployment shop/api-canary'],
      ['canary-20', '~ Deployment shop/api-canary', '~ VirtualService shop/api'],
      ['canary-60', '~ Deployment shop/api-canary', '~ VirtualService shop/api'],
      ['canary-100', '~ VirtualService shop/api'],
      ['update-primary', '~ Deployment shop/api-primary'],
      ['primary-100', '~ VirtualService shop/api'],
      ['done', '~ Deployment shop/api-canary'],
    ]);
  });

  it('without steps goes straight to 100 percent: blue/green', () => {
    expect(phaseTable(release({ plan: { steps: [] } }).phases)).toEqual([
      '000-baseline | 1.0.0 ×4 | 1.0.0 ×0 | 100/0',
      '020-canary-0 | 1.0.0 ×4 | 1.1.0 ×4 | 100/0',
      '030-canary-100 | 1.0.0 ×4 | 1.1.0 ×4 | 0/100',
      '040-update-primary | 1.1.0 ×4 | 1.1.0 ×4 | 0/100',
      '050-primary-100 | 1.1.0 ×4 | 1.1.0 ×4 | 100/0',
      '060-done | 1.1.0 ×4 | 1.1.0 ×0 | 100/0',
    ]);
  });

  it('with more than 97 steps has wider numbers, so that directories sort', () => {
    const steps = Array.from({ length: 99 }, (_, index) => ({ setWeight: index + 1 }));
    const ids = release({ plan: { steps } }).phases.map(({ id }) => id);

    expect(ids[0]).toBe('0000-baseline');
    expect(ids.at(-1)).toBe('1050-done');
    expect([...ids].sort()).toEqual(ids);
  });

  it('waits for the pods of every workload, those that leave included', () => {
    const { phases } = release();
    const ready = (name: string) =>
      phaseNamed(phases, name).ready.map(({ workload, replicas }) => [
        workload.metadata.name,
        replicas,
      ]);

    expect(ready('canary-20')).toEqual([
      ['api-primary', 4],
      ['api-canary', 3],
    ]);
    expect(ready('done')).toEqual([
      ['api-primary', 4],
      ['api-canary', 0],
    ]);
  });

  it('settles for 30 seconds, or as long as the plan says', () => {
    expect(release().phases.map(({ settleSeconds }) => settleSeconds)).toEqual(Array(8).fill(30));
    expect(release({ plan: { settle: '2m' } }).phases[0]?.settleSeconds).toBe(120);
  });
});

describe('a first installation', () => {
  it('is one phase, the baseline, with everything in place for the next release', () => {
    const first = install(shop('1.0.0', { plan: { steps: STEPS } }));

    expect(phaseTable(first.phases)).toEqual(['000-baseline | 1.0.0 ×4 | 1.0.0 ×0 | 100/0']);
    expect(first.from).toBeUndefined();
    expect(first.waysBack).toEqual({});
    expect(changeLines(first.phases[0]!)).toEqual([
      '+ Service shop/api',
      '+ Service shop/api-primary',
      '+ Service shop/api-canary',
      '+ Deployment shop/api-primary',
      '+ Deployment shop/api-canary',
      '+ VirtualService shop/api',
    ]);
  });
});

describe('a release from a version that is only rendered', () => {
  it('installs that version first', () => {
    const compiled = fromRendered(shop('1.0.0'), shop('1.1.0', { plan: { steps: STEPS } }));
    const [baseline] = compiled.phases;

    expect(compiled.from).toBe('1.0.0');
    expect(baseline?.changes.map(({ kind }) => kind)).toEqual(Array(6).fill('added'));
    expect(emitDocuments(baseline!.objects)).toBe(
      emitDocuments(lastPhase(install(shop('1.0.0'))).objects),
    );
  });
});

describe('the phase `rest`', () => {
  const before = install(shop('1.0.0', { others: [configMap('flags', 'on')] }));
  const budget = object('policy/v1', 'PodDisruptionBudget', 'api', { spec: { maxUnavailable: 1 } });

  it('has what is added or changed beside the pod templates, before any pod of the new version', () => {
    const others = [configMap('flags', 'off'), budget];
    const { phases } = follow(before, shop('1.1.0', { others }));

    expect(phaseTable(phases).slice(0, 3)).toEqual([
      '000-baseline | 1.0.0 ×4 | 1.0.0 ×0 | 100/0',
      '010-rest | 1.0.0 ×4 | 1.0.0 ×0 | 100/0',
      '020-canary-0 | 1.0.0 ×4 | 1.1.0 ×4 | 100/0',
    ]);
    expect(changeLines(phases[1]!)).toEqual([
      '~ ConfigMap shop/flags',
      '+ PodDisruptionBudget shop/api',
    ]);
  });

  it('has the fields of the primary beside its pod template, which stays as it is', () => {
    const changed = shop('1.1.0', {
      plan: { replicas: 6 },
      deployment: { progressDeadlineSeconds: 60 },
      others: [configMap('flags', 'on')],
    });
    const rest = phaseNamed(follow(before, changed).phases, 'rest');

    expect(changeLines(rest)).toEqual(['~ Deployment shop/api-primary']);
    expect(rest.versions).toEqual({ primary: '1.0.0', canary: '1.0.0' });
    expect(rest.replicas).toEqual({ primary: 6, canary: 0 });
    expect(objectNamed(rest, 'Deployment', 'api-primary')['spec']).toMatchObject({
      progressDeadlineSeconds: 60,
      template: { spec: { containers: [{ image: 'registry.example.com/api:1.0.0' }] } },
    });
  });

  it('is absent where there is nothing for it, and leaves its number free', () => {
    const { phases } = follow(before, shop('1.1.0', { others: [configMap('flags', 'on')] }));

    expect(phases.map(({ id }) => id).slice(0, 2)).toEqual(['000-baseline', '020-canary-0']);
  });
});

describe('a primary that gets smaller', () => {
  it('does so when the release is done: until then the old version may need all of its pods', () => {
    const before = install(shop('1.0.0', { plan: { replicas: 6 } }));
    const { phases, waysBack } = follow(before, shop('1.1.0', { plan: { replicas: 2 } }));

    expect(phaseTable(phases)).toEqual([
      '000-baseline | 1.0.0 ×6 | 1.0.0 ×0 | 100/0',
      '020-canary-0 | 1.0.0 ×6 | 1.1.0 ×2 | 100/0',
      '030-canary-100 | 1.0.0 ×6 | 1.1.0 ×2 | 0/100',
      '040-update-primary | 1.1.0 ×6 | 1.1.0 ×2 | 0/100',
      '050-primary-100 | 1.1.0 ×6 | 1.1.0 ×2 | 100/0',
      '060-done | 1.1.0 ×2 | 1.1.0 ×0 | 100/0',
    ]);
    expect(phaseTable(waysBack['060-done'] ?? []).slice(0, 3)).toEqual([
      '010-rest | 1.1.0 ×6 | 1.1.0 ×0 | 100/0',
      '020-canary-0 | 1.1.0 ×6 | 1.0.0 ×6 | 100/0',
      '030-canary-100 | 1.1.0 ×6 | 1.0.0 ×6 | 0/100',
    ]);
  });
});
