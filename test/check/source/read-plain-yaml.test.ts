import * as fc from 'fast-check';
import * as yaml from 'yaml';
import { readOddYaml } from '../../../src/check/source/read-odd-yaml';
import { readPlainYaml } from '../../../src/check/source/read-plain-yaml';
import { shapedYaml } from './arbitrary-yaml';

const plain = (text: string) => readPlainYaml(text)?.value;

describe('a plain document', () => {
  it('is read without the library: maps, lists, scalars, blocks and comments', () => {
    const text = `# Source: chart/templates/api.yaml
apiVersion: v1 # the version
kind: "ConfigMap"
metadata:
  name: 'it''s'
  labels: { app: api, "a.b/c": "x: y" }
data:
  replicas: 3
  half: 0.5
  yes: off
args: ["a", b, 1, [], {}]
list:
- one
-   two: 2
    three:
      - - deep
- |
  text
    more

  # no comment
- |-
  end
nothing:
last: ~
`;

    expect(plain(text.replace('  yes: off\n', ''))).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: "it's", labels: { app: 'api', 'a.b/c': 'x: y' } },
      data: { replicas: 3, half: 0.5 },
      args: ['a', 'b', 1, [], {}],
      list: ['one', { two: 2, three: [['deep']] }, 'text\n  more\n\n# no comment\n', 'end'],
      nothing: null,
      last: null,
    });
  });

  it.each([
    ['an anchor', 'a: &x 1\n'],
    ['an alias', 'a: *x\n'],
    ['a tag', 'a: !!str 1\n'],
    ['a field that is there twice', 'a: 1\na: 2\n'],
    ['a key that is no text', 'yes: 1\n'],
    ['a scalar on two lines', 'a: one\n  two\n'],
    ['a folded block', 'a: >\n  one\n  two\n'],
    ['a tab', 'a:\t1\n'],
    ['a number in another base', 'a: 0x1F\n'],
    ['a line that belongs nowhere', 'a:\n  b: 1\n c: 2\n'],
    ['text behind a quote', 'a: "b" c\n'],
    ['no value at all', '# nothing\n'],
  ])('is none with %s: the library decides', (_, text) => {
    expect(readPlainYaml(text)).toBeUndefined();
  });

  it('is what the library reads, for YAML of any shape', () => {
    let read = 0;
    fc.assert(
      fc.property(shapedYaml, (text) => {
        const own = readPlainYaml(text);
        if (own === undefined) return;
        read += 1;
        expect({ text, kind: 'value', value: own.value }).toEqual({
          text,
          ...readOddYaml(yaml, text),
        });
      }),
      { numRuns: 2000 },
    );
    expect(read).toBeGreaterThan(100);
  });

  it('is what the library reads, for every value that it writes', () => {
    const options = fc.record({
      lineWidth: fc.constant(0),
      indent: fc.integer({ min: 1, max: 4 }),
      indentSeq: fc.boolean(),
      version: fc.constant('1.1' as const),
      singleQuote: fc.constantFrom(true, false, null),
    });
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), options, (value, written) => {
        const text = yaml.stringify(value, written);
        const own = readPlainYaml(text);
        if (own === undefined) return;
        expect(readOddYaml(yaml, text)).toEqual({ kind: 'value', value: own.value });
      }),
      { numRuns: 1000 },
    );
  });
});
