import { App, Chart, Testing } from 'cdk8s';
import { emitDocuments, Release, ReleaseApp } from '../../src/index';
import { makeScratch } from './scratch';
import { addShop, api, shopPlan } from './shop-app';

describe('a Release in an app of cdk8s', () => {
  it('is an error when the app is written, which says what to do', () => {
    const app = new App({ outdir: makeScratch() });
    const release = addShop(app);

    expect(() => app.synth()).toThrow(
      '[shop/api] a Release is written by a ReleaseApp only: use `new ReleaseApp()` in place of `new App()`; in a test call `release.compile()`',
    );
    expect(() => Testing.synth(release.chart) as unknown).toThrow(/ReleaseApp/);
  });

  it('compiles in memory, in any app', () => {
    const { findings, phases, waysBack, release } = addShop(new App()).compile();

    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(phases.map(({ id }) => id)).toEqual([
      '000-baseline',
      '020-canary-0',
      '030-canary-50',
      '040-canary-100',
      '050-update-primary',
      '060-primary-100',
      '070-done',
    ]);
    expect(Object.keys(waysBack)).toEqual(phases.slice(1).map(({ id }) => id));
    expect(release?.from).toBe('1.0.0');
  });

  it('is told from other constructs across copies of the package', () => {
    const release = addShop(new App());

    expect(Release.isRelease(release)).toBe(true);
    expect(Release.isRelease(release.chart)).toBe(false);
    expect(release.chart.node.path).toBe('shop');
  });
});

describe('compiling a release', () => {
  const first = addShop(new App(), { from: undefined, to: '1.0.0' }).compile();
  const live = { version: '1.0.0', objects: first.phases[0]!.objects };

  it('without anything live and without `from` is a first installation', () => {
    expect(first.phases.map(({ id }) => id)).toEqual(['000-baseline']);
  });

  it('starts from what it is told is live', () => {
    const { phases, release } = addShop(new App(), { from: undefined }).compile({ live });

    expect(release?.from).toBe('1.0.0');
    expect(emitDocuments(phases[0]!.objects)).toBe(emitDocuments(live.objects));
    expect(phases[0]!.changes).toEqual([]);
  });

  it('from what is live is the same as from `from` rendered, where both are the same', () => {
    const states = (options: object) =>
      addShop(new App())
        .compile(options)
        .phases.map(({ objects }) => emitDocuments(objects));

    expect(states({ live })).toEqual(states({}));
  });

  it('refuses a version that is live already', () => {
    const { findings, phases } = addShop(new App(), { to: '1.0.0', from: undefined }).compile({
      live,
    });

    expect(findings.map(({ rule }) => rule)).toContain('version-unchanged');
    expect(phases).toEqual([]);
  });

  it('tells every finding at once, with the release and the construct', () => {
    const { findings } = addShop(new App(), {
      steps: [{ setWeight: 60 }, { setWeight: 40 }, { setMirror: { percentage: 200 } }],
    }).compile();

    expect(findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          rule: 'weights-increase',
          release: 'shop',
          construct: 'shop/api',
        }),
        expect.objectContaining({ rule: 'mirror-range', at: 'steps[2].setMirror.percentage' }),
      ]),
    );
  });
});

describe('several releases', () => {
  it('have a chart each', () => {
    const app = new ReleaseApp({ outdir: makeScratch(), live: makeScratch() });
    new Release(addShop(app).chart, 'second', shopPlan({ name: 'other' }));

    expect(() => app.synth()).toThrow(/release-per-chart/);
  });

  it('compile on their own: one does not see the other', () => {
    const app = new App();
    const alone = addShop(new App()).compile();
    const one = addShop(app);
    const chart = new Chart(app, 'other', { namespace: 'other' });
    new Release(chart, 'api', shopPlan({ name: 'other', workload: api })).compile();

    expect(one.compile().phases.map(({ objects }) => emitDocuments(objects))).toEqual(
      alone.phases.map(({ objects }) => emitDocuments(objects)),
    );
  });
});
