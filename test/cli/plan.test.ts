import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppDirectory, appFiles, shopApp } from './app-directory';
import { run } from './command';

const TWO_RELEASES = shopApp()
  .replaceAll('app.synth();', '')
  .concat(
    shopApp({ name: 'cart' })
      .split('\n')
      .filter((line) => !/require|new ReleaseApp/.test(line))
      .join('\n')
      .replace('const chart', 'const other')
      .replace('Release(chart', 'Release(other'),
  );

describe('plan', () => {
  let app: AppDirectory;

  beforeAll(() => {
    app = new AppDirectory(appFiles(TWO_RELEASES));
  });

  afterAll(() => app.remove());

  it('prints every release of the app on stdout, and writes nothing', () => {
    const { code, stdout, stderr } = app.run('plan');

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^shop 1\.0\.0 → 1\.1\.0/);
    expect(stdout).toMatch(/^cart 1\.0\.0 → 1\.1\.0/m);
    expect(stdout.match(/^030-canary-25 .* 75\/25 .*wait 10m/gm)).toHaveLength(2);
    expect(app.has('dist')).toBe(false);
  });

  it('prints only the releases that are named', () => {
    const { code, stdout } = app.run('plan', 'cart', '--format', 'markdown');

    expect(code).toBe(0);
    expect(stdout).toContain('### cart 1.0.0 → 1.1.0');
    expect(stdout).toContain('| `030-canary-25`');
    expect(stdout).not.toContain('shop 1.0.0');
  });

  it('prints the contract of each release with --json', () => {
    const { code, stdout } = app.run('plan', 'shop', '--json');

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      ok: true,
      findings: [],
      releases: [{ release: 'shop', json: { release: 'shop', to: '1.1.0' } }],
    });
    expect(stdout).toContain('"id": "030-canary-25"');
  });

  it('ends with 64 for a release that is none, and says which there are', () => {
    const { code, stdout, stderr } = app.run('plan', 'shpo');

    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain("no release 'shpo'; there is shop, cart; did you mean 'shop'?");
  });

  it('shows a release that is in flight as it is in --live', () => {
    app.run('build');
    app.run('advance', 'shop', '--live', 'gitops');
    app.write('gitops/shop/current/extra.yaml', 'a: 1\n');

    const { code, stdout, stderr } = app.run('plan', 'shop', '--json', '--live', 'gitops');

    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, releases: [] });
    expect(stderr).toContain('[live-edited]');
  });

  it('loads no cdk8s, no compiler and no YAML parser into its own process', () => {
    const hook = join(app.path, 'hook.js');
    const list = join(app.path, 'loaded.json');
    app.write(
      'hook.js',
      `process.on('exit', () => {
        if (!process.argv[1].endsWith('cdk8s-canary')) return;
        require('fs').writeFileSync(${JSON.stringify(list)}, JSON.stringify(Object.keys(require.cache)));
      });`,
    );

    run(app.path, ['plan'], { NODE_OPTIONS: `--require ${hook}` });

    expect(existsSync(list)).toBe(true);
    const loaded = JSON.parse(readFileSync(list, 'utf8')) as string[];
    const isHeavy =
      /node_modules\/(cdk8s|constructs|yaml|diff)\/|\/src\/(compile|gitops|plan\/rules)\//;
    expect(loaded.some((path) => path.endsWith('/emit/plan-text.js'))).toBe(true);
    expect(loaded.filter((path) => isHeavy.test(path))).toEqual([]);
  });
});

describe('plan of an app without a release', () => {
  it('ends with 0 and says so', () => {
    const app = new AppDirectory(appFiles(`new (require('cdk8s-canary').ReleaseApp)().synth();`));

    const { code, stdout, stderr } = app.run('plan');

    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: '',
      stderr: 'the app has no release\n',
    });
    app.remove();
  });
});
