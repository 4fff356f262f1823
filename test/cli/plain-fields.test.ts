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
    const pieces = ['app', 'output', ': ', ':', ' ', '\n', '#', '- ', '-', '=', '@', '/', '.', 'a'];
    const odd = [
      '1e3',
      '0x1',
      '~',
      'yes',
      'null',
      'true',
      'False',
      '.nan',
      '\t',
      '\r',
      '\u00e9',
      '"',
    ];
    const value = fc.array(fc.constantFrom(...pieces, ...odd), { maxLength: 8 });
    const line = value.map((parts) => parts.join(''));
    const field = fc.tuple(fc.constantFrom('app', 'output', 'a'), line);
    const lines = fc.array(
      fc.oneof(line, ...Array<typeof line>(3).fill(field.map(([key, text]) => `${key}: ${text}`))),
      { maxLength: 4 },
    );
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
