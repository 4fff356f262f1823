import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkFiles } from '../../src/check/check-files';
import { statesOf, type AskedStates } from '../../src/cli/check-groups';

const service = (name: string) => `apiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\n`;

describe('the states that paths stand for', () => {
  let root: string;

  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'cdk8s-canary-check-')));
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function write(path: string, content: string | Buffer): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }

  function groups(asked: Partial<AskedStates>) {
    const paths = (asked.paths ?? []).map((path) => join(root, path));
    const step = asked.step?.map((path) => join(root, path)) as [string, string] | undefined;
    return [...statesOf({ paths, ...(step && { step }) })];
  }

  const short = (path: string) => path.replaceAll(`${root}/`, '').replace(root, '.');

  function states(...paths: readonly string[]) {
    return groups({ paths }).flatMap((group) =>
      group.states.map((state) => [
        short(state.name),
        state.read().texts.map(({ file }) => short(file)),
      ]),
    );
  }

  async function problems(...paths: readonly string[]) {
    const { findings } = await checkFiles({
      groups: groups({ paths }),
      rules: [],
      knownRules: new Set(),
      allow: [],
      namespace: 'default',
      loadYaml: () => import('yaml'),
    });
    return findings.map(
      ({ rule, source, message }) => `${rule} ${short(source!.file)}: ${short(message)}`,
    );
  }

  it('are a directory each, with all manifests below it, in order', () => {
    write('test/b.yaml', '');
    write('test/a/c.YML', '');
    write('test/a/d.json', '');
    write('test/notes.txt', '');
    write('prod/a.yaml', '');

    expect(states('test', 'prod')).toEqual([
      ['test', ['test/a/c.YML', 'test/a/d.json', 'test/b.yaml']],
      ['prod', ['prod/a.yaml']],
    ]);
  });

  it('are one for all files that are named singly, whatever they are called', () => {
    write('a.yaml', '');
    write('b.txt', '');
    write('c/d.yaml', '');

    expect(states('a.yaml', 'c', 'b.txt', 'a.yaml')).toEqual([
      ['a.yaml and 1 more', ['a.yaml', 'b.txt']],
      ['c', ['c/d.yaml']],
    ]);
  });

  it('leave out hidden directories, node_modules, and what npm and releases write', () => {
    for (const path of ['.git/a.yaml', 'node_modules/a/b.yaml', 'package.json', 'release.json']) {
      write(path, '');
    }
    write('a.yaml', '');

    expect(states('.')).toEqual([['.', ['a.yaml']]]);
  });

  it('are one for each phase of a release, with the steps forward and back between them', () => {
    write('dist/platform.yaml', '');
    write('dist/shop/1.1.0/release.json', '{}');
    for (const id of ['000-baseline', '020-canary-0', '030-canary-25']) {
      write(`dist/shop/1.1.0/${id}/a.yaml`, '');
    }
    write('dist/shop/1.1.0/abort/from-030-canary-25/010-traffic-back/a.yaml', '');
    write('dist/shop/1.1.0/abort/from-030-canary-25/020-baseline/a.yaml', '');

    const [platform, release] = groups({ paths: ['dist'] });

    expect(platform!.states.map(({ name }) => short(name))).toEqual(['dist']);
    expect(release!.states.map(({ name }) => short(name).replace('dist/shop/1.1.0/', ''))).toEqual([
      '000-baseline',
      '020-canary-0',
      '030-canary-25',
      'abort/from-030-canary-25/010-traffic-back',
      'abort/from-030-canary-25/020-baseline',
    ]);
    expect(release!.transitions).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
    ]);
  });

  it('are one for each of numbered directories of anybody', () => {
    write('steps/010-old/a.yaml', '');
    write('steps/020-new/a.yaml', '');

    expect(groups({ paths: ['steps'] }).map(({ transitions }) => transitions)).toEqual([[[0, 1]]]);
  });

  it('are two with a step between them, if a step is asked for', () => {
    write('a.yaml', '');
    write('b/c.yaml', '');

    const [group] = groups({ step: ['a.yaml', 'b'] });

    expect(group!.states.map(({ name }) => short(name))).toEqual(['a.yaml', 'b']);
    expect(group!.transitions).toEqual([[0, 1]]);
  });

  it('hold a finding for each file that cannot be read as text, and the rest of the files', async () => {
    write('a.yaml', service('a'));
    write('binary.yaml', Buffer.from([0x50, 0x4b, 0x03, 0x00, 0x01]));
    write('latin.yaml', Buffer.from('name: caf\u00e9', 'latin1'));
    write('utf16.yaml', Buffer.from(`\ufeff${service('b')}`, 'utf16le'));
    write('large.yaml', '');
    truncateSync(join(root, 'large.yaml'), 100 * 1024 * 1024);
    symlinkSync(join(root, 'nowhere'), join(root, 'link.yaml'));

    expect(await problems('.')).toEqual([
      'file-not-text binary.yaml: the file is binary, or UTF-16, and was not checked',
      'file-too-large large.yaml: the file has more than 16 MiB, and was not read',
      'file-not-text latin.yaml: the file is not UTF-8, and was not checked',
      'file-unreadable link.yaml: cannot be read: there is no such file or directory',
      'file-not-text utf16.yaml: the file is binary, or UTF-16, and was not checked',
    ]);
  });

  it('hold a finding for a link that leads in a circle, and read each file once', async () => {
    write('a/a.yaml', service('a'));
    symlinkSync(join(root, 'a'), join(root, 'a', 'again'));
    symlinkSync(join(root, 'a'), join(root, 'b'));
    symlinkSync(join(root, 'a', 'a.yaml'), join(root, 'c.yaml'));

    expect(await problems('.')).toEqual([
      'directory-loop a/again: a link leads back to a, which is above it',
    ]);
  });

  it('follow a link out of the directory', () => {
    write('elsewhere/a.yaml', '');
    write('here/b.yaml', '');
    symlinkSync(join(root, 'elsewhere'), join(root, 'here', 'linked'));

    expect(states('here')).toEqual([['here', ['here/b.yaml', 'here/linked/a.yaml']]]);
  });

  it.each([
    [
      'a directory without manifests',
      'empty',
      'nothing-to-check empty: no .yaml, .yml or .json file in empty',
    ],
    [
      'a path that is not there',
      'nowhere',
      'file-unreadable nowhere: cannot be read: there is no such file or directory',
    ],
  ])('hold a finding for %s', async (_, path, finding) => {
    mkdirSync(join(root, 'empty'));

    expect(await problems(path)).toEqual([finding]);
  });

  it('end at a device that never ends', () => {
    const [group] = [...statesOf({ paths: ['/dev/zero'] })];

    expect(group!.states[0]!.read().problems).toEqual([
      expect.objectContaining({ rule: 'file-too-large' }),
    ]);
  });
});
