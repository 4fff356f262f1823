import { ruleTexts } from '../../src/cli/rule-texts';
import { ROOT, run } from './command';

describe('explain', () => {
  it('says what a rule means and how to fix it, on stdout', () => {
    const { code, stdout, stderr } = run(ROOT, ['explain', 'live-busy']);

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^live-busy \(error\): nobody moves the release while it is built\n\n/);
    expect(stdout).toMatch(/\nfix: run the build again/);
  });

  it('lists every rule with its title', () => {
    const { code, stdout } = run(ROOT, ['explain']);

    expect(code).toBe(0);
    const ids = stdout
      .trim()
      .split('\n')
      .map((line) => line.split(' ')[0]);
    expect(ids).toEqual(ruleTexts.map(({ id }) => id));
    expect(stdout).toMatch(/^weights-increase +\S/m);
  });

  it('ends with 64 for a rule that is none, and says which was meant', () => {
    const { code, stdout, stderr } = run(ROOT, ['explain', 'weight-increases']);

    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain("no rule 'weight-increases'; did you mean 'weights-increase'?");
  });
});

describe('the rules', () => {
  it('have one id each', () => {
    const ids = ruleTexts.map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(ruleTexts.map((rule) => [rule.id, rule] as const))('%s has all its texts', (_, rule) => {
    expect(rule.id).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
    for (const text of [rule.title, rule.why, rule.fix]) expect(text.trim()).not.toBe('');
    expect(rule.title).not.toMatch(/\.$/);
  });
});
