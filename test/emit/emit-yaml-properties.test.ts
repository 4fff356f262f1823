import { isDeepStrictEqual } from 'node:util';
import { Yaml } from 'cdk8s';
import fc from 'fast-check';
import { parse } from 'yaml';
import { emitYaml } from '../../src/emit/emit-yaml';
import { isPlainScalar } from '../../src/emit/plain-scalar';
import type { Json } from '../../src/manifest/manifest';

/** Documents per property; for a soak, `FUZZ_RUNS=200000 npx jest -i emit-yaml-properties`. */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 2000);

const words =
  'null Null NULL nULL ~ y Y n N yes Yes YES yEs no No NO on On ON off OFF true True ' +
  'TRUE tRUE false False FALSE = << <<< ! & * - ? : | > % @ ` " \' { } [ ] , # -- --- ' +
  '... .. . + -a ?a :a a: a# a:b a#b';

const numerals =
  '0 1 -1 +1 -0 0.0 00 01 08 010 0o17 0O17 0x1F 0X1F 0b11 0B11 0b+1 1_000 _1 1. .5 ._ ' +
  '.5_ 5_ e7 E7 e-7 e+7 -e7 1e3 1E-3 1e 1e400 12e03 0e0 1e3_1 .inf -.inf +.INF .nan ' +
  '.NaN inf NaN Infinity 1:30 1:30.5 190:20:30 60:60 2001-01-23 2001-1-2 ' +
  '2001-12-14t21:59:43.10-05:00 2001-12-14T21:59:43Z 100m 1Gi 5m 30s 10.0.0.1 0.0.2 ' +
  '1,000 0777 0x 0b 0o 685230.15 9007199254740993 12345678901234567890 7 100 3f7a';

const oddities = [
  ...[
    '',
    ' ',
    '  ',
    '\t',
    '\n',
    '\n\n',
    '\r',
    '\r\n',
    '  \n',
    '\n  ',
    ' \n ',
    '\n\t',
    '\t\n',
    'a \n',
  ],
  ...['a\n ', 'a\n\n', '\n\na', 'a\nb', 'a\n\nb\n', 'a  b', ': ', ' #', ' # ', '- ', '? ', '--- '],
  ...[
    '---\n',
    '\n---',
    '\n...\n',
    '%YAML 1.1',
    '\n%',
    '&a ',
    '*a',
    '!!str ',
    '\\',
    '\\n',
    'key: value',
  ],
  ...[
    '\u0000',
    '\u0007',
    '\u001b',
    '\u007f',
    '\u0080',
    '\u0085',
    '\u00a0',
    '\u2028',
    '\u2029',
    '\ufeff',
  ],
  ...[
    '\ufffe',
    '\uffff',
    '\ud800',
    '\udc00',
    '\ud83d\ude00',
    'é',
    '日本',
    "it's",
    'say "hi"',
    'it\'s "hi"',
  ],
  ...[
    'word '.repeat(40),
    'x'.repeat(1023),
    'x'.repeat(1024),
    'x'.repeat(1025),
    '[a]',
    '{"a": [1, 2]}',
  ],
  ...[
    '#!/bin/sh\nset -e\necho "a: b" # c\n',
    '\n    indented\n     more\n  ',
    '$(VAR)',
    '${a:-b}',
    'x, y',
  ],
  ...[
    '{{ .Values.a }}',
    'sum(rate(x{code!~"5.."}[1m])) / 2',
    '*.example.com',
    '/metrics',
    'a/b:c@d',
  ],
  ...['__proto__', 'constructor', 'toJSON', 'length', 'sha256:0123', 'e1234567', '0e12345'],
];

const fragment = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(...words.split(' '), ...numerals.split(' '), ...oddities),
  },
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 12 }),
);

const fragments = fc.array(fragment, { minLength: 2, maxLength: 4 });

const text = fc.oneof(
  { weight: 4, arbitrary: fragment },
  { weight: 3, arbitrary: fragments.map((parts) => parts.join('')) },
  fragments.map((parts) => parts.join('\n')),
  fc.stringMatching(/^[ \n\t:#ae0.-]{0,10}$/),
);

const number = fc.oneof(
  fc.constantFrom(0, -0, 1e21, 1e-7, -1e-7, 5e-324, 0.1, 2 ** 53, -(2 ** 53) - 2, 1.5e300, 20),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

/** Documents of any depth, made of the strings given; one of ten may be a scalar. */
function documentOf(string: fc.Arbitrary<string>): fc.Arbitrary<Json> {
  const scalar = fc.oneof(
    { weight: 4, arbitrary: string },
    number,
    fc.constantFrom(true, false, null),
  );
  const { node, collection } = fc.letrec<{ node: Json; collection: Json }>((tie) => ({
    node: fc.oneof({ depthSize: 'small' }, scalar, tie('collection')),
    collection: fc.oneof(
      fc.array(tie('node'), { maxLength: 5 }),
      fc
        .array(fc.tuple(string, tie('node')), { maxLength: 6 })
        .map((fields) => Object.fromEntries(fields)),
    ),
  }));
  return fc.oneof({ weight: 9, arbitrary: collection }, node);
}

/**
 * Strings that the library reads back as something else than it wrote. `emit-yaml.test.ts` has an
 * example of each; here they are left out, generously.
 */
function survives(string: string): boolean {
  return string !== '<<' && !/^0o[0-7]+$|^\s*\n\s*$|\n \n/.test(string);
}

/** A scalar at the root can't be indented, which the library doesn't read back in all cases. */
function isDeep(document: Json): boolean {
  return typeof document === 'object' && document !== null;
}

it('emits any JSON document as cdk8s does, byte for byte', () => {
  fc.assert(
    fc.property(documentOf(text), (document) => emitYaml(document) === Yaml.stringify(document)),
    { numRuns },
  );
});

it.each(['1.1', '1.2'] as const)('emits what YAML %s reads back as it was', (version) => {
  fc.assert(
    fc.property(documentOf(text.filter(survives)).filter(isDeep), (document) => {
      const emitted = `---\n${emitYaml(document)}`;

      const read: unknown = parse(emitted, { version });

      return isDeepStrictEqual(read, document) && `---\n${emitYaml(read as Json)}` === emitted;
    }),
    { numRuns: Math.ceil(numRuns / 4) },
  );
});

it('takes a string for plain only if the library writes it bare, as a key and as a value', () => {
  const nearlyPlain = fc.stringMatching(/^[ynesofulxbt019_./:+ #,-]{0,8}$/);

  fc.assert(
    fc.property(fc.oneof(text, nearlyPlain), (string) => {
      fc.pre(isPlainScalar(string) && string.length <= 1024);
      return Yaml.stringify({ [string]: string }) === `${string}: ${string}\n`;
    }),
    { numRuns },
  );
});
