import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { planComment } from '../../src/emit/plan-comment';
import { exampleJson } from './plan-releases';

const golden = readFileSync(join(__dirname, 'goldens/comment.txt'), 'utf8');

describe('the plan as a comment on a pull request', () => {
  it('shows the phases, says who is exposed, and folds the rest away', () => {
    const plan = { steps: [{ setWeight: 50 }, { pause: {} }] };
    expect(planComment(exampleJson({ plan }))).toBe(golden);
  });

  it('of a first installation has no ways back', () => {
    const text = planComment(exampleJson({ plan: { from: undefined } }));
    expect(text).toContain('### go-demo-7 0.0.2, first installation\n');
    expect(text.match(/<summary>.*<\/summary>/g)).toEqual([
      '<summary>What changes in every phase</summary>',
    ]);
  });

  it('leaves blank lines around what is folded, or GitHub would not read it as Markdown', () => {
    const text = planComment(exampleJson());
    expect(text.match(/<details>\n<summary>.*<\/summary>\n\n[|-]/g)).toHaveLength(2);
    expect(text.match(/\n\n<\/details>\n/g)).toHaveLength(2);
  });

  it('fits into a comment of GitHub, 65,536 characters, with 100 phases', () => {
    const steps = Array.from({ length: 99 }, (_, index) => ({ setWeight: index + 1 }));
    const release = exampleJson({ plan: { steps } });
    expect(release.phases.length).toBeGreaterThan(100);
    expect(planComment(release).length).toBeLessThan(65_536);
  });
});
