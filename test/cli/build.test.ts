import { join } from 'node:path';
import { withLock } from '../../src/write/lock';
import { nodeFileSystem } from '../../src/write/file-system';
import { AppDirectory, appFiles, shopApp } from './app-directory';

/** Two objects of one file: an error of the app that needs no release. */
const OVERWRITING = `
const platform = new Chart(app, 'platform');
for (const namespace of ['a', 'b']) {
  new ApiObject(platform, namespace, {
    apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'same', namespace },
  });
}
`;

describe('build', () => {
  let app: AppDirectory;

  beforeEach(() => {
    app = new AppDirectory(appFiles(shopApp()));
  });

  afterEach(() => app.remove());

  it('writes the phases of the app, and nothing on stdout', () => {
    const { code, stdout, stderr } = app.run('build');

    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(/^shop: 1\.0\.0 → 1\.1\.0, 9 phases in dist\/shop\/1\.1\.0$/m);
    expect(stderr).toMatch(/^dist: \d+ written, 0 unchanged, 0 removed$/m);
    expect(app.has('dist/shop/1.1.0/030-canary-25/kustomization.yaml')).toBe(true);
  });

  it('writes nothing the second time', () => {
    app.run('build');

    const { code, stderr } = app.run('build');

    expect(code).toBe(0);
    expect(stderr).toMatch(/^dist: 0 written, \d+ unchanged, 0 removed$/m);
  });

  it('says nothing with --quiet when there is nothing to find', () => {
    expect(app.run('build', '--quiet')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('writes elsewhere with --out, over the output of cdk8s.yaml', () => {
    app.write('cdk8s.yaml', 'app: node main.js\noutput: manifests\n');

    expect(app.run('build', '--out', 'other').code).toBe(0);
    expect(app.has('other/shop/1.1.0/release.json')).toBe(true);
    expect(app.has('manifests')).toBe(false);

    expect(app.run('build').code).toBe(0);
    expect(app.has('manifests/shop/1.1.0/release.json')).toBe(true);
  });

  it('prints one JSON object with --json', () => {
    const { code, stdout } = app.run('build', '--json');

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      ok: true,
      findings: [],
      releases: [{ release: 'shop', from: '1.0.0', to: '1.1.0', directory: 'shop/1.1.0' }],
      changes: { written: expect.arrayContaining(['shop/1.1.0/release.json']) },
      leftOver: [],
      outdir: 'dist',
    });
  });

  it('keeps what the app prints off stdout', () => {
    app.write('main.js', `${shopApp()}\nconsole.log('hello from the app');`);

    const { stdout, stderr } = app.run('build', '--json');

    expect(JSON.parse(stdout)).toMatchObject({ ok: true });
    expect(stderr).toContain('hello from the app');
  });

  it('ends with 2 for findings that are errors, and writes nothing', () => {
    app.run('build');
    const before = app.read('dist/shop/1.1.0/release.json');
    app.write('main.js', shopApp({ to: '1.2.0', more: OVERWRITING }));

    const { code, stdout, stderr } = app.run('build', '--json');

    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, changes: null, releases: [] });
    expect(stderr).toContain('[file-overwritten]');
    expect(stderr).toMatch(/^ {6}fix: {5}\S/m);
    expect(stderr).toMatch(/^nothing was written; dist is what it was$/m);
    expect(app.read('dist/shop/1.1.0/release.json')).toBe(before);
    expect(app.has('dist/shop/1.2.0')).toBe(false);
  });

  it('ends with 1 and the exit code of an app that fails before it reports', () => {
    app.write('main.js', 'process.exit(7);');

    const { code, stderr } = app.run('build');

    expect(code).toBe(1);
    expect(stderr).toContain('the app ended with code 7');
  });

  it('ends with 1 when the app fails after it has reported', () => {
    app.write('main.js', `${shopApp()}\nprocess.exit(7);`);

    const { code, stderr } = app.run('build');

    expect(code).toBe(1);
    expect(stderr).toContain('the app ended with code 7, though it reports no error');
  });

  it('ends with 1 for an app that is no ReleaseApp, and says what to do', () => {
    app.write('main.js', "new (require('cdk8s').App)().synth();");

    const { code, stderr } = app.run('build');

    expect(code).toBe(1);
    expect(stderr).toContain('made no report: it is no ReleaseApp');
    expect(stderr).toContain("use 'new ReleaseApp()'");
  });

  it('ends with 1 for a report of another version of the package', () => {
    app.write(
      'main.js',
      `require('fs').writeFileSync(process.env.CDK8S_CANARY_REPORT, '{"schemaVersion":2}');`,
    );

    const { code, stderr } = app.run('build');

    expect(code).toBe(1);
    expect(stderr).toContain('reports in a way that this command does not know');
  });

  it('ends with 1 when the output cannot be written', () => {
    app.write('dist', 'a file stands here');

    const { code, stdout, stderr } = app.run('build', '--json');

    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, failure: expect.any(String) });
    expect(stderr).toMatch(/cannot publish dist/);
  });

  it('prints JSON for an app that fails, too', () => {
    app.write('main.js', 'process.exit(7);');

    const { code, stdout } = app.run('build', '--json');

    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      schemaVersion: 1,
      ok: false,
      findings: [],
      releases: [],
      changes: null,
      leftOver: [],
      outdir: null,
      failure: 'the app ended with code 7',
    });
  });

  it('ends with 3 when live/ was edited', () => {
    app.run('build');
    app.run('advance');
    app.write('live/shop/current/extra.yaml', 'a: 1\n');

    const { code, stderr } = app.run('build');

    expect(code).toBe(3);
    expect(stderr).toContain('[live-edited]');
  });

  it('ends with 75 while a move holds live/', () => {
    app.run('build');
    app.run('advance');

    const { code, stderr } = withLock(join(app.path, 'live', 'shop'), nodeFileSystem, () =>
      app.run('build'),
    );

    expect({ code, stderr }).toEqual({ code: 75, stderr: expect.stringContaining('[live-busy]') });
  });

  it('reads what is live from --live', () => {
    app.run('build');
    app.run('advance', '--live', 'gitops/live');
    app.write('gitops/live/shop/current/extra.yaml', 'a: 1\n');

    expect(app.run('build').code).toBe(0);
    expect(app.run('build', '--live', 'gitops/live').code).toBe(3);
  });
});
