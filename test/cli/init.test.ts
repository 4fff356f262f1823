import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppDirectory } from './app-directory';
import { ROOT, run } from './command';

interface Package {
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

describe('init', () => {
  let directory: AppDirectory;

  beforeAll(() => {
    directory = new AppDirectory();
  });

  afterAll(() => directory.remove());

  it('writes an app that compiles and builds as it is', () => {
    const { code, stdout, stderr } = directory.run('init', 'hello');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain('  cd hello\n  npm install\n  npx cdk8s-canary build');

    const app = join(directory.path, 'hello');
    const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
    expect(spawnSync(process.execPath, [tsc], { cwd: app, encoding: 'utf8' }).stdout).toBe('');

    const build = run(app, ['build']);
    // no finding: neither errors nor warnings
    expect(build).toEqual({
      code: 0,
      stdout: '',
      stderr: expect.stringMatching(
        /^hello: 1\.28\.0 → 1\.29\.0, 8 phases in dist\/hello\/1\.29\.0\n/,
      ),
    });
    expect(directory.has('hello/dist/hello/1.29.0/030-canary-25/kustomization.yaml')).toBe(true);
    expect(directory.read('hello/.gitignore')).toBe('node_modules/\n');
  });

  it('asks for the versions that this package is tested with', () => {
    directory.run('init', 'versions');

    const made = JSON.parse(directory.read('versions/package.json')) as Package;
    const own = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Package;
    expect(made.dependencies).toEqual({
      'cdk8s-canary': `^${own.version}`,
      cdk8s: own.peerDependencies['cdk8s'],
      constructs: own.peerDependencies['constructs'],
      tsx: own.devDependencies['tsx'],
    });
    expect(made.devDependencies).toEqual({ typescript: own.devDependencies['typescript'] });
  });

  it('makes a package name of any directory name', () => {
    directory.run('init', '.My App!');

    expect((JSON.parse(directory.read('.My App!/package.json')) as Package).name).toBe('my-app-');
  });

  it('ends with 64 and writes nothing when one of its files is there', () => {
    directory.write('taken/main.ts', 'mine\n');

    const { code, stderr } = directory.run('init', 'taken');

    expect(code).toBe(64);
    expect(stderr).toContain(`there is already ${join('taken', 'main.ts')}; nothing was written`);
    expect(directory.read('taken/main.ts')).toBe('mine\n');
    expect(directory.has('taken/package.json')).toBe(false);
  });

  it('writes into the current directory without an argument', () => {
    directory.write('here/README.md', '# here\n');

    const { code, stderr } = run(join(directory.path, 'here'), ['init']);

    expect(code).toBe(0);
    expect(stderr).not.toContain('cd ');
    expect(directory.has('here/cdk8s.yaml')).toBe(true);
  });
});
