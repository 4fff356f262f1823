import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT } from '../../src/cli/exit-codes';
import { AppDirectory } from './app-directory';
import { cleanEnvironment, COMMAND, ROOT, run } from './command';

const VERBS = ['init', 'build', 'plan', 'diff', 'explain', 'advance', 'abort', 'amend'];

describe('cdk8s-canary', () => {
  it('prints its help when it is called alone, with an example first', () => {
    const { code, stdout, stderr } = run(ROOT, []);

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Examples:\n {2}cdk8s-canary init/);
    for (const verb of VERBS) expect(stdout).toMatch(new RegExp(`^  ${verb} `, 'm'));
  });

  it('lists every exit code in its help', () => {
    const { stdout } = run(ROOT, ['--help']);

    for (const code of Object.values(EXIT)) {
      expect(stdout).toMatch(new RegExp(`^  ${code} +\\S`, 'm'));
    }
  });

  it.each(VERBS)('%s --help shows an example first', (verb) => {
    const { code, stdout, stderr } = run(ROOT, [verb, '--help']);

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^Examples?:\n  cdk8s-canary .*${verb}`));
    expect(stdout).toContain(`Usage: cdk8s-canary ${verb} `);
  });

  it('prints its version', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

    expect(run(ROOT, ['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it.each([
    [['biuld'], /unknown command 'biuld'\n\(Did you mean build\?\)/],
    [['build', '--chek'], /unknown option '--chek'\n\(Did you mean --check\?\)/],
    [['build', 'dist'], /too many arguments for 'build'/],
    [['diff', 'a'], /missing required argument 'b'/],
    [['plan', '--format', 'html'], /Allowed choices are text, markdown, json/],
    [['plan', '--json', '--format', 'text'], /'--json' cannot be used with option '--format/],
    [['--color', 'yes', 'plan'], /Allowed choices are auto, always, never/],
  ])('ends with 64 for %j', (args, message) => {
    const { code, stdout, stderr } = run(ROOT, args);

    expect({ code, stdout, stderr }).toEqual({
      code: 64,
      stdout: '',
      stderr: expect.stringMatching(message),
    });
    expect(stderr).toMatch(/^✖ error /);
  });
});

describe('cdk8s.yaml', () => {
  it.each([
    [undefined, 'no cdk8s.yaml in the current directory\n    fix: go to the directory of your app'],
    ['output: dist\n', "'app' has to be the command that runs your app, but it is missing"],
    ['app: [node, main.js]\n', 'but it is ["node","main.js"]'],
    ['app: true\n', 'but it is true'],
    ['app: node main.js\noutput: 1\n', "'output' has to be a directory, but it is 1"],
    ['app: [1', 'cdk8s.yaml is not YAML: '],
    ['node main.js', 'cdk8s.yaml has to hold fields'],
    ['', "'app' has to be the command that runs your app, but it is missing"],
  ])('ends with 64 when it is %j', (text, message) => {
    const directory = new AppDirectory(text === undefined ? {} : { 'cdk8s.yaml': text });

    const { code, stdout, stderr } = directory.run('build');

    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain(message);
    directory.remove();
  });

  it('may hold whatever else cdk8s reads, and a command for a shell', () => {
    const directory = new AppDirectory({
      'cdk8s.yaml':
        'imports:\n  - k8s\napp: \'test "$CDK8S_OUTDIR" = out && exit 9\'\noutput: out\n',
    });

    expect(directory.run('build').stderr).toContain('the app ended with code 9');
    directory.remove();
  });
});

describe('colours', () => {
  const colored = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    run(ROOT, [...args, 'explain', 'nothing'], env).stderr.startsWith('\u001B[31m✖ error');

  it.each([
    [[], {}, false],
    [[], { FORCE_COLOR: '1' }, true],
    [[], { FORCE_COLOR: '0' }, false],
    [[], { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    [[], { FORCE_COLOR: '1', NO_COLOR: '' }, true],
    [['--color', 'always'], { NO_COLOR: '1' }, true],
    [['--color', 'never'], { FORCE_COLOR: '1' }, false],
    [['--color', 'auto'], { FORCE_COLOR: '1' }, true],
  ])('%j with %j: %s', (args, env, expected) => {
    expect(colored(args, env)).toBe(expected);
  });

  it('can be chosen after the verb too', () => {
    const { stderr } = run(ROOT, ['explain', 'nothing', '--color', 'always']);

    expect(stderr).toContain('\u001B[31m');
  });
});

describe('a run that is cut short', () => {
  it('ends quietly with 0 when nobody reads on', async () => {
    const child = spawn(process.execPath, [COMMAND, 'explain'], { env: cleanEnvironment() });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));

    const code = await new Promise((resolve) => child.on('close', resolve));

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  }, 30_000);

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'ends with 130 after %s, when the app has ended, and leaves no report behind',
    async (signal) => {
      const directory = new AppDirectory({
        'cdk8s.yaml': 'app: node main.js && true\n',
        'main.js': `
          process.on('${signal}', () => { console.log('app ends'); process.exit(1); });
          setTimeout(() => process.exit(9), 20000);
          console.log('app runs');`,
        'tmp/.keep': '',
      });
      const child = spawn(process.execPath, [COMMAND, 'build'], {
        cwd: directory.path,
        env: cleanEnvironment({ TMPDIR: join(directory.path, 'tmp') }),
      });
      let stderr = '';
      child.stderr.on('data', (text: Buffer) => {
        stderr += text.toString();
        if (stderr === 'app runs\n') child.kill(signal);
      });

      const code = await new Promise((resolve) => child.on('close', resolve));

      expect({ code, stderr }).toEqual({
        code: 130,
        stderr: `app runs\napp ends\n✖ error interrupted (${signal})\n`,
      });
      expect(directory.list('tmp')).toEqual(['.keep']);
      directory.remove();
    },
    30_000,
  );
});
