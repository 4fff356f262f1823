import { check, FAILING_RULE, serviceYaml, TYPE_RULE } from './check-source';

describe('checking files', () => {
  it('finds what rules find, with the place of the field or the nearest around it', async () => {
    const { findings, counts } = await check({ env: { 'env/a.yaml': serviceYaml('a') } });

    expect(findings).toEqual([
      {
        rule: 'service-type-given',
        severity: 'warning',
        area: 'hygiene',
        at: 'Service default/a, spec.type',
        object: 'Service/default/a',
        state: 'env',
        message: 'the type is left to the default',
        allowed: 'ClusterIP, NodePort',
        fix: 'write spec.type',
        code: 'IST9999',
        source: { file: 'env/a.yaml', line: 5, column: 1, endLine: 5, endColumn: 5 },
        lineText: 'spec:',
      },
    ]);
    expect(counts).toEqual({ states: 1, transitions: 0, files: 1, objects: 1, skipped: 0 });
  });

  it('keeps states apart: the same object in two of them is no duplicate', async () => {
    const files = { 'a.yaml': serviceYaml('a') };

    const { findings } = await check({ 'env/a': files, 'env/b': { 'b.yaml': serviceYaml('a') } });

    expect(findings.map(({ rule, state }) => [rule, state])).toEqual([
      ['service-type-given', 'env/a'],
      ['service-type-given', 'env/b'],
    ]);
  });

  it('tells the other place of an object that is there twice', async () => {
    const files = { 'a.yaml': serviceYaml('a'), 'b.yaml': `\n${serviceYaml('a')}` };

    const { findings } = await check({ env: files }, [], []);

    expect(
      findings.map(({ source, message }) => `${source!.file}:${source!.line} ${message}`),
    ).toEqual(['b.yaml:2 Service default/a is there twice; the other is at a.yaml:1']);
  });

  it('goes on when a rule fails, and says which', async () => {
    const states = { env: { 'a.yaml': serviceYaml('a') } };

    const { findings } = await check(states, [], [FAILING_RULE, TYPE_RULE]);

    expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
      'service-type-given: the type is left to the default',
      'rule-failed: always-fails: no idea',
    ]);
  });

  it('makes a finding that is allowed an info, with the reason', async () => {
    const states = {
      env: { 'a.yaml': serviceYaml('a', 'service-type-given=ours'), 'b.yaml': serviceYaml('b') },
    };

    const { findings } = await check(states, ['service-type-given@Service/b=theirs']);

    expect(
      findings.map(({ object, severity, suppression }) => [object, severity, suppression]),
    ).toEqual([
      ['Service/default/a', 'info', { by: 'annotation', reason: 'ours' }],
      ['Service/default/b', 'info', { by: 'option', reason: 'theirs' }],
    ]);
  });

  it('finds suppressions that are at fault where they stand', async () => {
    const states = { env: { 'a.yaml': serviceYaml('a', 'object-twice=old; nothing=1') } };

    const { findings } = await check(states, ['service-type-given=all', 'object-twice']);

    expect(
      findings
        .filter(({ suppression }) => suppression === undefined)
        .map(({ rule, source }) => `${rule} ${source!.file}:${source!.line}:${source!.column}`)
        .sort(),
    ).toEqual([
      'allow-unknown-rule a.yaml:6:5',
      'allow-unused a.yaml:6:5',
      'allow-without-reason --allow:1:1',
    ]);
  });
});
