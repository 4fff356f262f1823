import { spawnSync } from 'node:child_process';
import { AppDirectory } from './app-directory';
import { cleanEnvironment, COMMAND, ROOT, run } from './command';

const ROUTE = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: api
  namespace: shop
spec:
  hosts: [api.shop.svc.cluster.local]
  http:
    - route:
        - destination:
            host: api.shop.svc.cluster.local
          wieght: 50
`;

const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: api
  namespace: shop
spec:
  selector: { app: api }
  ports: [{ port: 80, name: http }]
`;

describe('the check command', () => {
  let files: AppDirectory;

  beforeAll(() => {
    files = new AppDirectory({
      'env/route.yaml': ROUTE,
      'config/map.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: shop }\n',
    });
  });

  afterAll(() => files.remove());

  it('prints what it finds with the line, names the rule, and ends with 2', () => {
    const { code, stdout, stderr } = files.run('check', 'env');

    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    expect(stdout).toContain('env/route.yaml\n');
    expect(stdout).toMatch(/✖ error 12:11 .*no field 'wieght'.* \[schema-unknown-field\]/);
    expect(stdout).toContain('12 │           wieght: 50\n');
    expect(stdout).toMatch(/\n\d+ errors?.*\(1 object of 1 file\)\n$/);
  });

  it('ends with 0 where nothing is wrong', () => {
    const { code, stdout } = files.run('check', 'config');

    expect({ code, stdout }).toEqual({ code: 0, stdout: 'no findings (1 object of 1 file)\n' });
  });

  it.each(['json', 'sarif'])('prints one value as %s', (format) => {
    const { code, stdout } = files.run('check', 'env', '--format', format);

    expect(code).toBe(2);
    expect(stdout).toContain('schema-unknown-field');
    expect(() => JSON.parse(stdout) as unknown).not.toThrow();
  });

  it('shows what is as bad as asked for', () => {
    const shown = (severity: string): string =>
      files.run('check', 'env', '--min-severity', severity, '--format', 'github').stdout;

    expect(shown('error')).toMatch(/^::error/m);
    expect(shown('error')).not.toMatch(/^::(warning|notice)/m);
  });

  it('takes warnings for errors with --strict', () => {
    files.write('warned/map.yaml', `${files.read('config/map.yaml').trim()}\n`);
    files.write('warned/chart.yaml', 'apiVersion: v1\nkind: X\nmetadata: {{ .Values.x }}\n');

    expect(files.run('check', 'warned').code).toBe(0);
    expect(files.run('check', 'warned', '--strict').code).toBe(2);
  });

  it('allows what --allow says, and counts it', () => {
    const allow = ['--allow', 'schema-unknown-field@VirtualService/shop/api=a field of our fork'];

    const { stdout } = files.run('check', 'env', ...allow);

    expect(stdout).not.toContain('[schema-unknown-field]');
    expect(stdout).toContain('1 allowed');
  });

  it('reads stdin', () => {
    const { status, stdout } = spawnSync(process.execPath, [COMMAND, 'check', '-'], {
      cwd: files.path,
      encoding: 'utf8',
      env: cleanEnvironment(),
      input: `# Source: chart/templates/route.yaml\n${ROUTE}---\n${SERVICE}`,
    });

    expect(status).toBe(2);
    expect(stdout).toMatch(/^-\n {2}✖ error 13:11 /m);
    expect(stdout).toContain('(2 objects of 1 file)');
  });

  it('ends with 1 when something cannot be read, and says what', () => {
    const { code, stdout } = files.run('check', 'config/map.yaml', 'nowhere.yaml');

    expect(code).toBe(1);
    expect(stdout).toMatch(/nowhere\.yaml\n {2}✖ error .*cannot be read: there is no such file/);
  });

  it.each([
    [[], 'no path given'],
    [['--from', 'env'], '--from and --to need each other'],
    [['env', '--format', 'xml'], "argument 'xml' is invalid"],
    [['env', '--min-severity', 'all'], "argument 'all' is invalid"],
  ])('ends with 64 for %j', (args, message) => {
    const { code, stderr } = files.run('check', ...args);

    expect(code).toBe(64);
    expect(stderr).toContain(message);
  });

  it('finds nothing wrong in what this package compiles, phase by phase, and the steps between', () => {
    const { code, stdout } = run(ROOT, ['check', 'dist/go-demo-7', '--min-severity', 'warning']);

    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^no findings \(\d+ objects of \d+ files in \d+ states and \d+ transitions\)/m,
    );
  });
});
