import fc from 'fast-check';
import { parse } from 'yaml';
import { parsePlainFields } from '../../src/cli/plain-fields';

describe('plain fields', () => {
  it('are read without a YAML parser', () => {
    const text =
      '# the app\nlanguage: typescript\n\napp: node --import tsx main.ts\noutput: ./dist\n';

    expect(parsePlainFields(text)).toEqual({
      language: 'typescript',
      app: 'node --import tsx main.ts',
      output: './dist',
    });
  });

  it.each([
    '',
    'imports:\n  - k8s',
    'app: "node main.js"',
    'app: node main.js # it',
    'app: node main.js && true',
    'app: a: b',
    'app: true',
    'app: Null',
    'app: .inf',
    'app: 1',
    'app: a\n  b',
    'app: a\napp: b',
    'app: a\r\noutput: b',
    'app: a\t',
    '---\napp: a',
  ])('are not what %j holds', (text) => {
    expect(parsePlainFields(text)).toBeUndefined();
  });

  it('are what a YAML parser reads, whatever the text', () => {
    const words = ['app', './main.js', '/a_b', '--x=y', '-', '@z', '1e3', 'null', 'yes', 'True'];
    const odd = ['', ':', '#', '# a', '~', '.5', '.inf', '\t', '\r', '\u00e9', '"', '- b', 'b: c'];
    const word = fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...words) },
      { weight: 1, arbitrary: fc.constantFrom(...odd) },
    );
    const value = fc.array(word, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' '));
    const name = fc.constantFrom('app', 'output', 'a', 'null', 'false');
    const line = fc.oneof(
      { weight: 9, arbitrary: fc.tuple(name, value).map((parts) => parts.join(': ')) },
      { weight: 1, arbitrary: value },
    );
    const lines = fc.array(line, { maxLength: 3 });
    let plain = 0;

    fc.assert(
      fc.property(lines, (list) => {
        const fields = parsePlainFields(list.join('\n'));
        if (fields === undefined) return;
        plain += 1;
        expect(parse(list.join('\n'))).toEqual(fields);
      }),
      { numRuns: 5000, seed: 7 },
    );

    expect(plain).toBeGreaterThan(200);
  });
});
