import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { AppDirectory, appFiles, shopApp } from './app-directory';
import { run } from './command';

describe('advance, abort and amend', () => {
  let built: AppDirectory;
  let app: AppDirectory;

  beforeAll(() => {
    built = new AppDirectory(appFiles(shopApp()));
    built.run('build');
  });

  afterAll(() => built.remove());

  beforeEach(() => {
    app = new AppDirectory({ 'cdk8s.yaml': built.read('cdk8s.yaml') });
    cpSync(join(built.path, 'dist'), join(app.path, 'dist'), { recursive: true });
  });

  afterEach(() => app.remove());

  it('start the only release without its name, and say how to go on', () => {
    const { code, stdout, stderr } = app.run('advance');

    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toBe(`shop: started 1.0.0 → 1.1.0 at 000-baseline (1 of 9)

changed in live/shop/current:
  added Service shop/shop
  added Service shop/shop-primary
  added Service shop/shop-canary
  added Deployment shop/shop-primary
  added Deployment shop/shop-canary
  added VirtualService shop/shop

commit it:
  git add live/shop && git commit -m 'shop: 000-baseline'

then advance goes to 020-canary-0, when
  it is settled (--settled): applied for 30s, after there is
    Deployment shop/shop-primary with 4 available
    Deployment shop/shop-canary without pods
`);
    expect(app.read('live/shop/current/kustomization.yaml')).toBe(
      app.read('dist/shop/1.1.0/000-baseline/kustomization.yaml'),
    );
  });

  it('end with 75 while nobody says that the phase is settled, and change nothing', () => {
    app.run('advance');
    const before = app.read('live/shop/position.json');

    const { code, stdout, stderr } = app.run('advance', 'shop', '--json');

    expect(code).toBe(75);
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      ok: false,
      exitCode: 75,
      outcome: 'not-yet',
      reasons: [{ gate: 'settled' }],
    });
    expect(stderr).toContain('000-baseline is not left yet');
    expect(stderr).not.toContain('commit it');
    expect(app.read('live/shop/position.json')).toBe(before);
  });

  it('go one phase with --settled, and name what the next phase waits for', () => {
    app.run('advance');
    app.run('advance', '--settled');

    const { code, stderr } = app.run('advance', '--settled');

    expect(code).toBe(0);
    expect(stderr).toContain('shop: 020-canary-0 → 030-canary-25 (3 of 9)');
    expect(stderr).toContain('  changed VirtualService shop/shop\n');
    expect(stderr).toContain("git commit -m 'shop: 030-canary-25'");
    expect(stderr).toMatch(
      /then advance goes to 040-canary-50, when\n(.*\n)+ {2}it has been there for 10m\n$/,
    );
  });

  it('turn back with abort, and end the release where it began', () => {
    app.run('advance');
    app.run('advance', '--settled');

    const abort = app.run('abort');
    expect(abort.code).toBe(0);
    expect(abort.stderr).toContain('020-canary-0 → 010-canary-off on the way back (1 of 1)');
    expect(abort.stderr).toContain("git commit -m 'shop: way back, 010-canary-off'");
    expect(abort.stderr).toContain('then advance ends the release, when');

    const end = app.run('advance', '--settled');
    expect(end.code).toBe(0);
    expect(end.stderr).toBe(`shop: back at the baseline, 1.1.0 is aborted

commit it:
  git add live/shop && git commit -m 'shop: 1.1.0 aborted'
`);

    const again = app.run('advance');
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('✖ error shop: 1.1.0 was aborted and is not started again');
    expect(again.stderr).toContain('    fix: ');
    expect(app.run('advance', '--restart').code).toBe(0);
  });

  it('amend the release in flight by what is compiled again, and show what changes', () => {
    app.run('advance');
    app.run('advance', '--settled');
    app.write(
      'main.js',
      shopApp().replace(
        "'shop:' + version",
        "'shop:' + version + (version === '1.1.0' ? '-fix' : '')",
      ),
    );
    app.run('build');

    const { code, stderr } = app.run('amend');

    expect(code).toBe(0);
    expect(stderr).toContain('shop: 1.1.0 amended at 020-canary-0');
    expect(stderr).toContain(
      'changed in live/shop/current:\n  changed Deployment shop/shop-canary\n',
    );
  });

  it('end with 3 when current/ was edited', () => {
    app.run('advance');
    app.write('live/shop/current/extra.yaml', 'a: 1\n');

    const { code, stderr } = app.run('advance', '--settled');

    expect(code).toBe(3);
    expect(stderr).toContain('extra.yaml is extra');
  });

  it('end with 2 when there is no release at all', () => {
    const { code, stderr } = app.run('advance', '--dist', 'nowhere');

    expect(code).toBe(2);
    expect(stderr).toContain(
      "no release in live and nowhere\n    fix: run 'cdk8s-canary build' first",
    );
    expect(app.run('abort').code).toBe(2);
  });

  it('say how to commit to another repository', () => {
    app.write('sub/cdk8s.yaml', 'app: node main.js\noutput: ../dist\n');

    const { code, stderr } = run(join(app.path, 'sub'), ['advance', '--live', '../git ops']);

    expect(code).toBe(0);
    expect(stderr).toContain(
      "  git -C '../git ops/shop' add . && git -C '../git ops/shop' commit -m 'shop: 000-baseline'\n",
    );
    expect(app.has('git ops/shop/position.json')).toBe(true);
  });
});

describe('the release that is meant', () => {
  let app: AppDirectory;

  beforeAll(() => {
    app = new AppDirectory({ 'cdk8s.yaml': 'app: node main.js\n' });
    for (const [environment, name] of [
      ['', 'shop'],
      ['', 'cart'],
      ['staging', 'shop'],
      ['staging', 'search'],
    ] as const) {
      const json = {
        schemaVersion: 1,
        release: name,
        ...(environment === '' ? {} : { environment }),
        files: {},
      };
      app.write(join('dist', environment, name, '1.0.0', 'release.json'), JSON.stringify(json));
    }
  });

  afterAll(() => app.remove());

  it.each([
    [[], 'which release? there is cart, shop, staging/search, staging/shop'],
    [['shop'], 'which release? there is shop, staging/shop'],
    [['--environment', 'staging'], 'which release? there is staging/search, staging/shop'],
    [
      ['crat'],
      "no release 'crat'; there is cart, shop, staging/search, staging/shop; did you mean 'cart'?",
    ],
    [['cart', '--environment', 'staging'], "no release 'staging/cart'"],
  ])('is asked for with 64 after `advance %j`', (args, message) => {
    const { code, stdout, stderr } = app.run('advance', ...args);

    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('is found in its environment by its name alone', () => {
    const { code, stderr } = app.run('advance', 'search');

    // the files here are no whole release, so all that can be said is where it was looked for
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: expect.stringContaining('dist/staging/search/1.0.0/release.json'),
    });
  });

  it('is one in live/ for abort', () => {
    const { code, stderr } = app.run('abort', 'shop');

    expect(code).toBe(2);
    expect(stderr).toContain('no release in live');
  });
});
