import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { YamlOutputType } from 'cdk8s';
import { emitPhaseFiles } from '../../src/emit/phase-files';
import type * as Ours from '../../src/index';
import { PlanError, ReleaseApp, type ReleaseAppProps } from '../../src/index';
import { filesBelow, makeScratch } from './scratch';
import type * as Shop from './shop-app';
import { addPlatform, addShop } from './shop-app';

const ROOT = resolve(__dirname, '../..');

function appIn(scratch: string, props: ReleaseAppProps = {}): ReleaseApp {
  return new ReleaseApp({ outdir: join(scratch, 'dist'), live: join(scratch, 'live'), ...props });
}

/** Runs `synth()` and gives what it says to people. */
function synth(app: ReleaseApp): string {
  const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const stdout = jest.spyOn(process.stdout, 'write');
  try {
    app.synth();
    expect(stdout).not.toHaveBeenCalled();
    return stderr.mock.calls.map(([text]) => String(text)).join('');
  } finally {
    stderr.mockRestore();
    stdout.mockRestore();
  }
}

describe('a ReleaseApp', () => {
  const scratch = makeScratch();
  const app = appIn(scratch);
  addPlatform(app);
  const release = addShop(app);
  const said = synth(app);
  const written = filesBelow(join(scratch, 'dist'));

  it('writes each phase of a release to a directory, and other charts as cdk8s does', () => {
    const forward = Object.keys(written).filter((path) => !path.includes('/abort/'));

    expect(forward).toEqual([
      'platform.k8s.yaml',
      'shop/1.1.0/000-baseline/kustomization.yaml',
      'shop/1.1.0/000-baseline/shop.k8s.yaml',
      'shop/1.1.0/020-canary-0/kustomization.yaml',
      'shop/1.1.0/020-canary-0/shop.k8s.yaml',
      'shop/1.1.0/030-canary-50/kustomization.yaml',
      'shop/1.1.0/030-canary-50/shop.k8s.yaml',
      'shop/1.1.0/040-canary-100/kustomization.yaml',
      'shop/1.1.0/040-canary-100/shop.k8s.yaml',
      'shop/1.1.0/050-update-primary/kustomization.yaml',
      'shop/1.1.0/050-update-primary/shop.k8s.yaml',
      'shop/1.1.0/060-primary-100/kustomization.yaml',
      'shop/1.1.0/060-primary-100/shop.k8s.yaml',
      'shop/1.1.0/070-done/kustomization.yaml',
      'shop/1.1.0/070-done/shop.k8s.yaml',
      'shop/1.1.0/PLAN.md',
      'shop/1.1.0/release.json',
    ]);
  });

  it('tells people on stderr what it did, because `cdk8s synth` swallows stdout (cdk8s#2269)', () => {
    expect(said).toContain(`shop: 1.0.0 → 1.1.0, 7 phases in ${app.outdir}/shop/1.1.0\n`);
    expect(said).toContain(`${Object.keys(written).length} written, 0 unchanged, 0 removed`);
  });

  it('writes what `compile()` of the release gives', () => {
    const { phases, waysBack } = release.compile();
    const paths = [
      ...phases.map((phase) => [phase.id, phase] as const),
      ...Object.entries(waysBack).flatMap(([from, steps]) =>
        steps.map((step) => [`abort/from-${from}/${step.id}`, step] as const),
      ),
    ];
    const layout = {
      output: 'FILE_PER_CHART',
      extension: '.k8s.yaml',
      chart: 'shop',
      namespace: 'shop',
    } as const;
    const compiled = paths.flatMap(([path, { objects }]) =>
      [...emitPhaseFiles(objects, layout)].map(([file, text]) => [
        `shop/1.1.0/${path}/${file}`,
        text,
      ]),
    );

    expect(compiled.length).toBe(Object.keys(written).length - 3);
    expect(written).toMatchObject(Object.fromEntries(compiled) as object);
  });

  it('writes nothing the second time', () => {
    const again = appIn(scratch);
    addPlatform(again);
    addShop(again);

    expect(synth(again)).toContain(
      `0 written, ${Object.keys(written).length} unchanged, 0 removed`,
    );
  });

  it('removes a release that it no longer has, when it runs again', () => {
    // modules of their own, as a process of its own would have them
    jest.isolateModules(() => {
      const later = jest.requireActual<typeof Ours>('../../src/index');
      const shop = jest.requireActual<typeof Shop>('./shop-app');
      const without = new later.ReleaseApp({ outdir: app.outdir, live: app.live });
      shop.addPlatform(without);
      synth(without);
    });

    expect(Object.keys(filesBelow(app.outdir))).toEqual(['platform.k8s.yaml']);
  });

  it('has no single YAML text', () => {
    expect(() => app.synthYaml()).toThrow(/use synth\(\), or compile\(\) of each release/);
  });

  it('writes below its environment', () => {
    const prod = appIn(makeScratch(), { environment: 'prod' });
    addShop(prod);

    synth(prod);

    expect(existsSync(join(prod.outdir, 'prod/shop/1.1.0/070-done/shop.k8s.yaml'))).toBe(true);
  });

  it('divides the phases into files as it does its charts', () => {
    const yamlOutputType = YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE;
    const folders = appIn(makeScratch(), { yamlOutputType, outputFileExtension: '.yaml' });
    addShop(folders);

    synth(folders);

    const phase = filesBelow(join(folders.outdir, 'shop/1.1.0/000-baseline'));
    expect(Object.keys(phase)).toEqual([
      'kustomization.yaml',
      'shop/ConfigMap.flags.yaml',
      expect.stringMatching(/^shop\/ConfigMap\.shop-api-settings-[0-9a-f]{8}-[0-9a-f]{10}\.yaml$/),
      'shop/Deployment.shop-canary.yaml',
      'shop/Deployment.shop-primary.yaml',
      'shop/Service.shop-canary.yaml',
      'shop/Service.shop-primary.yaml',
      'shop/Service.shop.yaml',
      'shop/VirtualService.shop.yaml',
    ]);
  });
});

describe('a plan with an error', () => {
  it('is a PlanError with all findings, and leaves the output as it was (cdk8s#2146)', () => {
    const scratch = makeScratch();
    const good = appIn(scratch);
    addShop(good);
    synth(good);
    writeFileSync(join(good.outdir, 'notes.txt'), 'mine');
    const before = filesBelow(good.outdir);

    const bad = appIn(scratch);
    addShop(bad, { steps: [{ setWeight: 0 }, { setWeight: 200 }], name: 'Shop' });
    const error = errorOf(() => bad.synth());

    expect(PlanError.isPlanError(error)).toBe(true);
    expect((error as PlanError).findings.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['weight-range', 'name-invalid']),
    );
    expect(String((error as PlanError).stack)).toMatch(
      /^PlanError: nothing was written\n\nrelease/,
    );
    expect(filesBelow(good.outdir)).toEqual(before);
  });

  it('is told from other errors across copies of the package', () => {
    expect(PlanError.isPlanError(new Error('other'))).toBe(false);
    expect(PlanError.isPlanError(undefined)).toBe(false);
    expect(PlanError.isPlanError({ [Symbol.for('cdk8s-canary.PlanError')]: true })).toBe(true);
  });
});

describe('under the stock `cdk8s synth`', () => {
  const scratch = makeScratch();
  symlinkSync(join(ROOT, 'node_modules'), join(scratch, 'node_modules'));
  writeFileSync(join(scratch, 'main.ts'), mainOf('{}'));
  writeFileSync(join(scratch, 'bad.ts'), mainOf('{ steps: [{ setWeight: 200 }] }'));

  function synthWith(file: string) {
    const cli = join(ROOT, 'node_modules/.bin/cdk8s');
    const app = `node --import tsx ${file}`;
    return spawnSync(cli, ['synth', '--app', app, '--output', 'out'], {
      cwd: scratch,
      env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false' },
      encoding: 'utf8',
    });
  }

  it('the app writes the same bytes, and people see what it says', () => {
    const direct = appIn(makeScratch());
    addPlatform(direct);
    addShop(direct);
    synth(direct);

    const { status, stderr } = synthWith('main.ts');

    expect(stderr).toContain('shop: 1.0.0 → 1.1.0, 7 phases in out/shop/1.1.0');
    expect(status).toBe(0);
    expect(filesBelow(join(scratch, 'out'))).toEqual(filesBelow(direct.outdir));
  });

  it('a plan with an error fails loudly; what is live is elsewhere, for the CLI wipes its output first (cdk8s#2146)', () => {
    mkdirSync(join(scratch, 'live'), { recursive: true });
    writeFileSync(join(scratch, 'live/kept.txt'), 'kept');
    mkdirSync(join(scratch, 'out'), { recursive: true });
    writeFileSync(join(scratch, 'out/old.k8s.yaml'), '---\n');

    const { status, stderr } = synthWith('bad.ts');

    expect(status).not.toBe(0);
    expect(stderr).toContain('nothing was written');
    expect(stderr).toContain('[weight-range]');
    expect(existsSync(join(scratch, 'out/old.k8s.yaml'))).toBe(false);
    expect(existsSync(join(scratch, 'live/kept.txt'))).toBe(true);
  });
});

function mainOf(changes: string): string {
  const path = (file: string) => JSON.stringify(join(ROOT, file));
  return `
import { ReleaseApp } from ${path('src/index.ts')};
import { addPlatform, addShop } from ${path('test/cdk8s/shop-app.ts')};
const app = new ReleaseApp();
addPlatform(app);
addShop(app, ${changes});
app.synth();
`;
}

function errorOf(action: () => void): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error('expected an error');
}
