import { AppDirectory, appFiles, shopApp } from './app-directory';

describe('build --check', () => {
  let app: AppDirectory;

  beforeAll(() => {
    app = new AppDirectory(appFiles(shopApp()));
    app.run('build');
  });

  afterAll(() => app.remove());

  it('ends with 0 when the output is what the app makes', () => {
    const { code, stdout, stderr } = app.run('build', '--check');

    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: '',
      stderr: 'dist is up to date\n',
    });
  });

  it('ends with 3 when a file differs, names it and says what to run', () => {
    const path = 'dist/shop/1.1.0/PLAN.md';
    const text = app.read(path);
    app.write(path, 'edited\n');

    const { code, stdout, stderr } = app.run('build', '--check', '--json');

    expect(code).toBe(3);
    expect(stderr).toMatch(
      /^dist is out of date:\n {2}to write: {2}dist\/shop\/1\.1\.0\/PLAN\.md$/m,
    );
    expect(stderr).toContain("run 'cdk8s-canary build' and commit dist");
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      changes: { written: ['shop/1.1.0/PLAN.md'], removed: [] },
    });
    expect(app.read(path)).toBe('edited\n');
    app.write(path, text);
  });

  it('ends with 3 for a release that the app no longer has, and repeats --out', () => {
    app.run('build', '--out', 'other');
    app.write('main.js', shopApp({ to: '1.2.0' }));

    const { code, stderr } = app.run('build', '--check', '--out', 'other');

    expect(code).toBe(3);
    expect(stderr).toMatch(/^ {2}to remove: other\/shop\/1\.1\.0\//m);
    expect(stderr).toMatch(/^ {2}… and \d+ more$/m);
    expect(stderr).toContain("run 'cdk8s-canary build --out other' and commit other");
    app.write('main.js', shopApp());
  });

  it('ends with 3 for a manifest that nobody makes, which build does not delete', () => {
    app.write('dist/old.k8s.yaml', 'a: 1\n');

    const { code, stderr } = app.run('build', '--check');

    expect(code).toBe(3);
    expect(stderr).toMatch(/^ {2}left over: dist\/old\.k8s\.yaml$/m);
    expect(stderr).toContain('delete it, or move it elsewhere');
    expect(stderr).not.toContain("run '");
  });
});
