import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { PhaseJson, ReleaseJson } from '../../src/emit/release-json';
import { abort } from '../../src/gitops/abort';
import { advance } from '../../src/gitops/advance';
import { type Files, filesBelow, filesIn } from '../../src/gitops/files';
import { readManifests } from '../../src/gitops/read-documents';
import { readLive } from '../../src/gitops/read-live';
import { readTree } from '../../src/write/read-tree';
import type { MemoryDisk } from '../write/memory-disk';
import { diskWith, filesOf } from './memory-workspace';
import { after, NOON } from './workspace';

const ROOT = join(__dirname, '../..');

/** What the compiler wrote for the apps of this repository: each compiled release with its files. */
const compiled = ['.', ...readdirSync(join(ROOT, 'examples')).map((name) => `examples/${name}`)]
  .map((app) => join(ROOT, app, 'dist'))
  .filter((dist) => existsSync(dist))
  .flatMap((dist) => {
    const files = readTree(dist);
    const roots = [...files.keys()]
      .filter((path) => basename(path) === 'release.json')
      .map(dirname);
    return roots.map((root) => [`${dist.slice(ROOT.length + 1)}/${root}`, root, files] as const);
  });

describe.each(compiled)('%s, as it was compiled,', (_, root, files) => {
  const [release = '', version = ''] = root.split('/');
  const tree = filesBelow(files, root);
  const json = JSON.parse(tree.get('release.json')!) as ReleaseJson;
  const place = { release, version, live: '/live', dist: '/dist', now: NOON };
  const claims = { settled: true, approve: true, restart: true };
  /** Any wait of an example is over after a day. */
  const day = (number: number) => after(number * 24 * 3600);

  const advanceOn = (disk: MemoryDisk, now: Date) =>
    advance({ ...place, ...claims, now, fileSystem: disk });
  const start = (): MemoryDisk => {
    const disk = diskWith(filesIn('/dist', files));
    expect(advanceOn(disk, NOON)).toMatchObject({ outcome: 'moved' });
    return disk;
  };
  const expectPhase = (disk: MemoryDisk, phase: PhaseJson): void => {
    const current: Files = filesBelow(filesOf(disk), `/live/${release}/current`);
    expect(current).toEqual(filesBelow(tree, phase.path));
  };

  it('is walked phase by phase to its end', () => {
    const disk = start();
    for (const [index, phase] of json.phases.entries()) {
      expectPhase(disk, phase);
      expect(readLive(`/live/${release}`, disk)).toMatchObject({
        position: { phase: phase.id },
        current: readManifests(filesBelow(tree, phase.path)),
      });
      const outcome = index + 1 < json.phases.length ? 'moved' : 'ended';
      expect(advanceOn(disk, day(index + 1))).toMatchObject({ exitCode: 0, outcome });
    }
    expect(readLive(`/live/${release}`, disk)).toMatchObject({ position: { outcome: 'done' } });
  });

  it.each(Object.entries(json.abort))('is walked back from %s to its baseline', (id, wayBack) => {
    const disk = start();
    for (let index = 0; json.phases[index]?.id !== id; index++) advanceOn(disk, day(index + 1));

    abort({ ...place, fileSystem: disk });
    for (const step of wayBack) {
      expectPhase(disk, step);
      advanceOn(disk, NOON);
    }

    expectPhase(disk, json.phases[0]!);
    expect(readLive(`/live/${release}`, disk)).toMatchObject({
      position: { path: `abort/from-${id}`, outcome: 'aborted' },
    });
  });
});
