import Ajv from 'ajv';
import type { Log } from 'sarif';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Paint } from '../../../src/finding/format-findings';
import { formatGithub } from '../../../src/check/format/format-github';
import { formatJson } from '../../../src/check/format/format-json';
import { formatJunit } from '../../../src/check/format/format-junit';
import { formatSarif } from '../../../src/check/format/format-sarif';
import { formatText } from '../../../src/check/format/format-text';
import { check, serviceYaml, TYPE_RULE } from '../check-source';

const plain: Paint = {
  error: (text) => text,
  warning: (text) => text,
  info: (text) => text,
  dim: (text) => text,
};

const STATES = {
  env: {
    'env/a.yaml': `${serviceYaml('a')}---\nkind: [a\n`,
    'env/b,c.yaml': serviceYaml('b', 'service-type-given=as it was; x=1'),
    'env/values.yaml': 'a: 1\n',
  },
};

describe('the text of findings', () => {
  it('is grouped by file, shows the line, names the rule, and counts', async () => {
    expect(formatText(await check(STATES), 'info', plain)).toMatchInlineSnapshot(`
"env/a.yaml
  ⚠ warning 5:1 Service default/a, spec.type: the type is left to the default [service-type-given] IST9999
      5 │ spec:
        │ ^^^^
      allowed: ClusterIP, NodePort
      fix:     write spec.type
  ✖ error 9:8 not YAML: flow sequence in block collection must be sufficiently indented and end with a ] [yaml-syntax]
      9 │ kind: [a
        │        ^
      fix:     correct the text at the place that is shown

env/b,c.yaml
  ✖ error 6:5 Service/default/b: no rule 'x' [allow-unknown-rule]
      6 │     cdk8s-canary/allow: "service-type-given=as it was; x=1"
        │     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      fix:     use the id that findings have in brackets, or remove the entry

2 errors, 1 warning (2 objects of 2 files); 1 allowed; 1 file without Kubernetes objects left out"
`);
  });

  it('shows what is as bad as asked for, and counts all', async () => {
    const text = formatText(await check(STATES), 'error', plain);

    expect(text).not.toContain('⚠');
    expect(text).toContain('1 warning');
  });

  it('tells what is the same in several states once', async () => {
    const phases = Object.fromEntries(
      ['000-a', '010-b', '020-c', '030-d', '040-e'].map((id) => [
        id,
        { [`${id}/a.yaml`]: serviceYaml('a') },
      ]),
    );

    const text = formatText(await check(phases), 'info', plain);

    expect(text.match(/⚠ warning/g)).toHaveLength(1);
    expect(text).toContain('also in: 010-b, 020-c, 030-d and 1 more');
    expect(text).toMatch(/^5 warnings \(5 objects of 5 files in 5 states\)$/m);
  });

  it('says that nothing was found, in how much', async () => {
    const text = formatText(
      await check({ env: { 'a.yaml': serviceYaml('a') } }, [], []),
      'info',
      plain,
    );

    expect(text).toBe('no findings (1 object of 1 file)');
  });

  it('cuts long lines around the place, and keeps the caret below it', async () => {
    const pad = 'x'.repeat(300);
    const json = `{"apiVersion":"v1","kind":"Service","pad":"${pad}","metadata":{"name":"a"},"spec":{}}`;

    const text = formatText(await check({ env: { 'a.json': json } }), 'info', plain);

    const [line = '', carets = ''] = text.split('\n').slice(2, 4);
    expect(line.length).toBeLessThan(120);
    expect(line.slice(carets.indexOf('^'))).toMatch(/^"spec":/);
  });
});

describe('JSON', () => {
  it('holds every finding with its place, and what is allowed with its reason', async () => {
    const json = JSON.parse(formatJson(await check(STATES), 'info')) as { findings: unknown[] };

    expect(json).toMatchObject({
      schemaVersion: 1,
      ok: false,
      counts: { states: 1, files: 2, objects: 2, skipped: 1, errors: 2, warnings: 1, allowed: 1 },
    });
    expect(json.findings).toContainEqual(
      expect.objectContaining({
        rule: 'service-type-given',
        severity: 'info',
        suppression: { by: 'annotation', reason: 'as it was' },
        source: expect.objectContaining({ file: 'env/b,c.yaml', line: 7, column: 1 }),
      }),
    );
  });
});

describe('SARIF', () => {
  const schema = JSON.parse(
    readFileSync(join(__dirname, 'sarif-2.1.0.schema.json'), 'utf8'),
  ) as object;
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(
    schema,
  );
  const log = async (states = STATES as Parameters<typeof check>[0]) =>
    JSON.parse(
      formatSarif(await check(states), 'info', { version: '1.2.3', rules: [TYPE_RULE] }),
    ) as Log;

  it('is valid against the schema of SARIF 2.1.0', async () => {
    expect(validate(await log())).toBe(true);
    expect(validate(await log({ env: { 'a.yaml': '' } }))).toBe(true);
    expect(validate({ version: '2.1.0', runs: [{}] })).toBe(false);
  });

  it('has a result for each finding, its rule, its region, and who allowed it', async () => {
    const { tool, results = [] } = (await log()).runs[0]!;
    const { rules = [] } = tool.driver;

    expect(rules.map(({ id }) => id)).toEqual([
      'allow-unknown-rule',
      'service-type-given',
      'yaml-syntax',
    ]);
    for (const { ruleId, ruleIndex } of results) {
      expect(rules[ruleIndex!]!.id).toBe(ruleId);
    }
    expect(results).toContainEqual(
      expect.objectContaining({
        ruleId: 'service-type-given',
        level: 'note',
        suppressions: [{ kind: 'inSource', justification: 'as it was' }],
        locations: [
          expect.objectContaining({
            physicalLocation: {
              artifactLocation: { uri: 'env/b%2Cc.yaml' },
              region: { startLine: 7, startColumn: 1, endLine: 7, endColumn: 5 },
            },
          }),
        ],
      }),
    );
  });

  it('has fingerprints that stay when lines above a finding come and go', async () => {
    const print = async (text: string) =>
      (await log({ env: { 'a.yaml': text } })).runs[0]!.results![0]!.partialFingerprints;

    expect(await print(`# one\n# two\n${serviceYaml('a')}`)).toEqual(await print(serviceYaml('a')));
    expect(await print(serviceYaml('b'))).not.toEqual(await print(serviceYaml('a')));
  });
});

describe('annotations of GitHub', () => {
  it('are one command a line, with names and texts escaped, and a count for the log', async () => {
    const lines = formatGithub(await check(STATES), 'info').split('\n');

    expect(lines[0]).toBe(
      '::warning file=env/a.yaml,line=5,col=1,endLine=5,endColumn=5,title=service-type-given (IST9999)' +
        '::Service default/a, spec.type: the type is left to the default%0Afix: write spec.type',
    );
    expect(lines[2]).toMatch(/^::error file=env\/b%2Cc.yaml,line=6,/);
    expect(lines.at(-1)).toMatch(/^2 errors, 1 warning \(/);
    expect(lines).toHaveLength(4);
  });
});

describe('JUnit', () => {
  it('has a suite for each file, and a failure for each error', async () => {
    const xml = formatJunit(await check(STATES), 'info');

    expect(xml).toContain('<testsuites name="cdk8s-canary check" tests="3" failures="2">');
    expect(xml).toContain('<testsuite name="env/a.yaml" tests="2" failures="1">');
    expect(xml.match(/<failure /g)).toHaveLength(2);
  });

  it('escapes what XML has no place for', async () => {
    const xml = formatJunit(await check({ env: { 'a&"<.yaml': 'a: "\u0001]\n' } }), 'info');

    expect(xml).toContain('<testsuite name="a&amp;&quot;&lt;.yaml"');
    expect(xml).not.toMatch(/[\x00-\x08]/);
  });

  it('has one case that passes where nothing is found', async () => {
    const xml = formatJunit(await check({ env: { 'a.yaml': serviceYaml('a') } }, [], []), 'info');

    expect(xml).toContain('tests="1" failures="0"');
    expect(xml).not.toContain('<failure');
  });
});
