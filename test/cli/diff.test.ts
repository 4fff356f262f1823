import { readState } from '../../src/cli/read-state';
import { compareStates } from '../../src/cli/compare-states';
import { formatSummary, formatUnified } from '../../src/cli/format-differences';
import { AppDirectory, appFiles, shopApp } from './app-directory';

const plain = (_: string, text: string): string => text;

const service = (port: number, name = 'api') => `apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: shop
spec:
  ports:
    - port: ${port}
  selector:
    app: api
`;

describe('diff', () => {
  let files: AppDirectory;

  beforeEach(() => {
    files = new AppDirectory({ 'a/api.yaml': service(80), 'b/api.yaml': service(80) });
  });

  afterEach(() => files.remove());

  const differences = () =>
    compareStates(readState(`${files.path}/a`), readState(`${files.path}/b`));

  it('shows a changed object as a unified diff of its YAML, and counts', () => {
    files.write('b/api.yaml', service(8080));

    expect(formatUnified(differences(), plain)).toBe(`changed Service shop/api
@@ -5,6 +5,6 @@
   namespace: shop
 spec:
   ports:
-    - port: 80
+    - port: 8080
   selector:
     app: api

1 changed, 0 added, 0 removed`);
  });

  it('shows added and removed objects whole', () => {
    files.write('b/api.yaml', service(80, 'web'));

    const text = formatUnified(differences(), plain);

    expect(text).toContain('added Service shop/web\n@@ -0,0 +1,10 @@\n+apiVersion: v1\n');
    expect(text).toContain('removed Service shop/api\n@@ -1,10 +0,0 @@\n-apiVersion: v1\n');
    expect(text).toMatch(/\n0 changed, 1 added, 1 removed$/);
  });

  it('shows a line for each object in the summary', () => {
    files.write('a/web.yaml', service(80, 'web'));
    files.write('b/api.yaml', `${service(8080)}---\n${service(80, 'new')}`);

    expect(formatSummary(differences(), plain)).toBe(`changed Service shop/api  +1 -1
added Service shop/new  +10 -0
removed Service shop/web  +0 -10
1 changed, 1 added, 1 removed`);
  });

  it('finds nothing where only files, order, comments and quotes differ', () => {
    files.write('b/api.yaml', '');
    files.write(
      'b/sub/other.yml',
      `# comment
metadata: { namespace: "shop", name: 'api' }
spec: { selector: { "app": api }, ports: [{ port: 80 }] }
kind: Service
apiVersion: v1
`,
    );

    expect(differences()).toEqual([]);
  });

  it('takes another version of an API as a change of the same object', () => {
    const route = (version: string) =>
      `apiVersion: networking.istio.io/${version}\nkind: VirtualService\nmetadata: { name: api }\n`;
    files.write('a/api.yaml', route('v1beta1'));
    files.write('b/api.yaml', route('v1'));

    expect(formatUnified(differences(), plain)).toContain(
      'changed VirtualService api (networking.istio.io/v1beta1 → networking.istio.io/v1)\n' +
        '@@ -1,4 +1,4 @@\n-apiVersion: networking.istio.io/v1beta1\n+apiVersion: networking.istio.io/v1\n',
    );
  });

  it('tells objects of two groups, kinds and namespaces apart', () => {
    const gateway = (group: string) =>
      `apiVersion: ${group}/v1\nkind: Gateway\nmetadata: { name: web }\n`;
    files.write('a/web.yaml', gateway('networking.istio.io'));
    files.write('b/web.yaml', gateway('gateway.networking.k8s.io'));

    expect(differences().map(({ change }) => change)).toEqual(['added', 'removed']);
  });

  it('leaves kustomization.yaml out, and takes the items of a List', () => {
    files.write('a/kustomization.yaml', 'resources: [api.yaml]\n');
    const items = JSON.stringify([{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } }]);
    files.write('b/list.yaml', `apiVersion: v1\nkind: List\nitems: ${items}\n`);

    expect(formatSummary(differences(), plain)).toBe(
      'added Pod a  +4 -0\n0 changed, 1 added, 0 removed',
    );
  });

  it('reads YAML as Kubernetes does: yes is true, and a date is text', () => {
    const map = (value: string) =>
      `apiVersion: v1\nkind: Test\nmetadata: { name: a }\ndata: { value: ${value} }\n`;
    files.write('a/map.yaml', map('yes'));
    files.write('b/map.yaml', map('true'));
    expect(differences()).toEqual([]);

    files.write('a/map.yaml', map('2026-01-31'));
    files.write('b/map.yaml', map('"2026-01-31"'));
    expect(differences()).toEqual([]);
  });
});

describe('the diff command', () => {
  let app: AppDirectory;

  beforeAll(() => {
    app = new AppDirectory(appFiles(shopApp()));
    app.run('build');
    app.write('a.yaml', service(80));
    app.write('b.yaml', service(8080));
  });

  afterAll(() => app.remove());

  it('ends with 0 for states that are the same', () => {
    const { code, stdout, stderr } = app.run('diff', 'a.yaml', 'a.yaml');

    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: '0 changed, 0 added, 0 removed\n',
      stderr: '',
    });
  });

  it('ends with 3 for phases that differ, found by their id or name', () => {
    const { code, stdout, stderr } = app.run('diff', '030-canary-25', 'canary-50');

    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
    expect(stdout).toContain('changed VirtualService shop/shop\n');
    expect(stdout).toMatch(/^-\s+weight: 75$/m);
    expect(stdout).toMatch(/^\+\s+weight: 50$/m);
    expect(stdout).toMatch(/\n\d changed, 0 added, 0 removed\n$/);
  });

  it('prints one JSON object with --json', () => {
    const { code, stdout } = app.run('diff', 'a.yaml', 'b.yaml', '--json');

    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toEqual({
      schemaVersion: 1,
      before: 'a.yaml',
      after: 'b.yaml',
      counts: { changed: 1, added: 0, removed: 0 },
      changes: [
        {
          change: 'changed',
          object: { apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'api' },
          diff: expect.arrayContaining(['-    - port: 80', '+    - port: 8080']),
        },
      ],
    });
  });

  it('ends with 1 for what is neither there nor a phase, and names it', () => {
    const { code, stdout, stderr } = app.run('diff', 'a.yaml', '035-nothing');

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('cannot read 035-nothing: there is no such file or directory');
  });

  it('ends with 1 for a directory without YAML', () => {
    app.write('empty/PLAN.md', '');

    const { code, stderr } = app.run('diff', 'a.yaml', 'empty');

    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining('no YAML file in empty'),
    });
  });

  it.each([
    ['a: [1', 'broken.yaml is not YAML: .* at line 1, column 6'],
    ['a: *nobody', 'broken.yaml is not YAML: '],
    ['a: 1', 'broken.yaml document 1 is no Kubernetes object: it has no apiVersion'],
    ['- a', 'broken.yaml document 1 is no Kubernetes object: it has no fields'],
    [
      `${service(80)}---\napiVersion: v1\nkind: Pod\n`,
      'broken.yaml document 2 is no Kubernetes object: it has no metadata.name',
    ],
  ])('ends with 2 for %j and says where', (text, message) => {
    app.write('broken.yaml', text);

    const { code, stderr } = app.run('diff', 'a.yaml', 'broken.yaml');

    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(new RegExp(message)),
    });
  });

  it('ends with 2 for a directory that holds an object twice, such as a whole release', () => {
    const { code, stderr } = app.run('diff', 'dist/shop/1.1.0', 'dist/shop/1.1.0');

    expect(code).toBe(2);
    expect(stderr).toMatch(/dist\/shop\/1\.1\.0 holds \w+ shop\/\S+ twice: in \S+ and in \S+/);
    expect(stderr).toContain('fix: name the directory of one phase');
  });

  it('ends with 64 for a phase that several releases have, and lists them', () => {
    app.write('main.js', shopApp({ to: '1.2.0' }));
    app.run('build', '--out', 'other');
    app.write('cdk8s.yaml', 'app: node main.js\noutput: all\n');
    for (const version of ['1.1.0', '1.2.0']) {
      const from = version === '1.1.0' ? 'dist' : 'other';
      app.write(
        `all/shop/${version}/release.json`,
        app.read(`${from}/shop/${version}/release.json`),
      );
    }

    const { code, stderr } = app.run('diff', 'canary-25', 'canary-50');

    expect(code).toBe(64);
    expect(stderr).toContain('all/shop/1.1.0/030-canary-25, all/shop/1.2.0/030-canary-25');
  });
});
