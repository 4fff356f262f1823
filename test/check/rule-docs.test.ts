import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { checkTexts } from '../../src/check/check-rules';

const ROOT = join(__dirname, '..', '..');

describe('the pages on rules', () => {
  it('are what the tables say', () => {
    const script = join(ROOT, 'scripts', 'rule-docs.mjs');

    const { status, stderr } = spawnSync(process.execPath, [script, '--check'], {
      encoding: 'utf8',
    });

    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('are on rules with ids of their own', () => {
    const ids = checkTexts.map(({ id }) => id);

    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });
});
