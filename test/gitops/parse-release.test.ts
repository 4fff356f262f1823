import type { ReleaseFiles } from '../../src/emit/release-files';
import type { ReleaseJson } from '../../src/emit/release-json';
import { parseRelease } from '../../src/gitops/parse-release';
import { isRefusal, type Refusal } from '../../src/gitops/refusal';
import { compiled } from './live-at';

const release = compiled();
const place = { where: 'dist/api/2', fix: 'run build again' };

/** What is said of a release whose description was changed. */
function said(change: (json: ReleaseJson) => unknown): Refusal | ReleaseFiles {
  const text = JSON.stringify(change(structuredClone(release.json)));
  return parseRelease(new Map([...release.files, ['release.json', text]]), place);
}

describe('a compiled release', () => {
  it('is its description and the files that it lists, and no others', () => {
    const more = new Map([...release.files, ['.DS_Store', ''], ['000-baseline/x.yaml', '']]);

    expect(parseRelease(more, place)).toEqual(release);
  });

  it('may have fields that were added since', () => {
    expect(isRefusal(said((json) => ({ ...json, added: true })))).toBe(false);
  });

  it('needs its description', () => {
    const bare = new Map([...release.files].filter(([path]) => path !== 'release.json'));

    expect(parseRelease(bare, place)).toEqual({
      kind: 'refuse',
      code: 3,
      message: 'dist/api/2/release.json is missing',
      fix: 'run build again',
    });
    expect(parseRelease(new Map([['release.json', '{']]), place)).toMatchObject({
      message: expect.stringContaining('dist/api/2/release.json is not JSON'),
    });
  });

  it('asks for a newer package when a newer one wrote it', () => {
    expect(said((json) => ({ ...json, schemaVersion: 2 }))).toMatchObject({
      code: 3,
      message: 'dist/api/2/release.json: schemaVersion is 2, this cdk8s-canary reads 1',
      fix: expect.stringContaining('newer'),
    });
  });

  it.each<readonly [string, (json: ReleaseJson) => unknown]>([
    ['an object', () => []],
    ['a schemaVersion', ({ release: name, ...json }) => ({ ...json, name })],
    ['phases', (json) => ({ ...json, phases: [] })],
    ['a version', (json) => ({ ...json, to: 2 })],
    ['hashes', (json) => ({ ...json, files: [] })],
    ['ways back that are phases', (json) => ({ ...json, abort: { '010-canary-0': {} } })],
    ['gates that it knows', (json) => withGate(json, { kind: 'moon', phase: 'full' })],
  ])('needs %s', (_, change) => {
    expect(said(change)).toMatchObject({
      code: 3,
      message: 'dist/api/2/release.json does not describe a compiled release',
    });
  });

  it('needs files as they are described, as a set and phase by phase', () => {
    const [phase, ...others] = release.json.phases;
    const other = { ...phase, sha256: '0'.repeat(64) };

    expect(said((json) => ({ ...json, files: { ...json.files, 'x.md': '' } }))).toMatchObject({
      message: 'dist/api/2 is not what its release.json says: x.md is missing',
    });
    expect(said((json) => ({ ...json, phases: [other, ...others] }))).toMatchObject({
      message: 'dist/api/2 is not what its release.json says: 000-baseline differs',
    });
  });
});

function withGate(json: ReleaseJson, gate: object): unknown {
  return { ...json, phases: json.phases.map((phase) => ({ ...phase, gates: [gate] })) };
}
