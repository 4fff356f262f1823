import { existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { nodeFileSystem } from '../../src/write/file-system';
import { publish } from '../../src/write/publish';
import { recover } from '../../src/write/recover';
import { isMutation, recording } from './faulty-disk';
import { errorOf, filesOf, look, makeScratch, plant } from './scratch';

const staging = '.cdk8s-canary-staging';
const decided = `${staging}/journal.json`;

function journal(remove: readonly string[]): string {
  return JSON.stringify({ schemaVersion: 1, remove });
}

describe('recover', () => {
  it('finds a root clean that is missing, empty or in order, and writes nothing', () => {
    const root = makeScratch();
    const calls: string[] = [];
    const disk = recording(nodeFileSystem, calls);
    expect(recover(join(root, 'missing'), disk)).toBe('clean');
    expect(recover(root, disk)).toBe('clean');
    publish({ root, files: filesOf({ 'a.yaml': '' }), remove: [] });
    expect(recover(root, disk)).toBe('clean');
    expect(calls.filter(isMutation)).toEqual([]);
    expect(existsSync(join(root, 'missing'))).toBe(false);
  });

  it('rolls back what was staged and not decided', () => {
    const root = makeScratch();
    plant(root, {
      'a.yaml': 'old',
      [`${staging}/tree/a.yaml`]: 'n',
      [`${decided}.draft`]: journal([]),
    });
    expect(recover(root)).toBe('rolled-back');
    expect(look(root)).toEqual({ 'a.yaml': 'old' });
  });

  it('removes a link among what was staged, and not what it leads to', () => {
    const scratch = makeScratch();
    plant(scratch, { 'outside/x.yaml': 'theirs', [`dist/${staging}/tree/a.yaml`]: '' });
    symlinkSync('../../../outside', join(scratch, 'dist', staging, 'tree/link'));
    expect(recover(join(scratch, 'dist'))).toBe('rolled-back');
    expect(look(scratch)).toEqual({ 'dist/': '', 'outside/': '', 'outside/x.yaml': 'theirs' });
  });

  it('rolls forward what was decided', () => {
    const root = makeScratch();
    plant(root, {
      'a.yaml': 'old',
      'b.yaml': 'old',
      [`${staging}/tree/a.yaml`]: 'new',
      [decided]: journal(['b.yaml']),
    });
    expect(recover(root)).toBe('rolled-forward');
    expect(look(root)).toEqual({ 'a.yaml': 'new' });
  });

  it.each([
    'not json',
    '',
    'null',
    '{"schemaVersion":2,"remove":[]}',
    '{"schemaVersion":1}',
    '{"schemaVersion":1,"remove":[7]}',
    journal(['../outside.yaml']),
  ])('refuses a journal that we did not write: %j', (text) => {
    const scratch = makeScratch();
    plant(scratch, { 'outside.yaml': 'theirs', [`dist/${decided}`]: text, 'dist/a.yaml': 'old' });
    const before = look(scratch);
    const root = join(scratch, 'dist');
    const error = errorOf(() => recover(root));
    expect([error.code, error.path]).toEqual(['EJOURNAL', join(root, decided)]);
    expect(error.message).toContain(`delete ${join(root, staging)} and run again`);
    expect(look(scratch)).toEqual(before);
  });

  it('does not follow a link out of the root that appeared since', () => {
    const scratch = makeScratch();
    plant(scratch, {
      'outside/x.yaml': 'theirs',
      [`dist/${staging}/tree/link/x.yaml`]: 'new',
      [`dist/${decided}`]: journal(['link/x.yaml']),
    });
    symlinkSync('../outside', join(scratch, 'dist/link'));
    const before = look(scratch);
    expect(() => recover(join(scratch, 'dist'))).toThrow('a symbolic link');
    expect(look(scratch)).toEqual(before);
  });

  it('puts a directory in place that somebody made in the meantime', () => {
    const root = makeScratch();
    plant(root, {
      [`${staging}/tree/p/q/a.yaml`]: 'new',
      [decided]: journal([]),
      'p/q/mine.txt': 'm',
    });
    expect(recover(root)).toBe('rolled-forward');
    expect(look(root)).toEqual({ 'p/': '', 'p/q/': '', 'p/q/a.yaml': 'new', 'p/q/mine.txt': 'm' });
  });
});
