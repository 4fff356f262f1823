import * as fc from 'fast-check';

/** Pieces of lines that mean something to a reader of YAML, and some that mean nothing. */
const scalar = fc.oneof(
  fc.constantFrom(
    ...['api', '1', '-1', '0', '-0', '1.5', '1.2.3', '1e3', 'e5', '.5', '.', '0x1F', '0o17', '010'],
    ...[
      '1_000',
      '25%',
      '100m',
      '1:30',
      '2020-01-01',
      '.inf',
      '.nan',
      '+1',
      '~',
      'null',
      'yes',
      'n',
    ],
    ...['True', '"a"', "'a'", '"a\\n"', '"\\x41"', "'it''s'", '{}', '[]', '[a, b]', '{ a: 1 }'],
    ...['{a: b}', '{a:b}', '["a","b"]', '[a, [b]]', '{ a: { b: "c" } }', '[1, 2.5, ~]', '[a:1]'],
    ...['&x a', '*x', '!t a', '|', '|-', '|+', '>', '|2', '| # c', 'a # c', 'a#b', '# c', 'a: b'],
    ...['a:', ':a', '-', '- a', '-a', '--- a', '? a', '@a', '`a', '%a', 'a, b', 'a ]', '<<', '='],
    ...[
      'a\tb',
      'a  ',
      '"a" # c',
      '"a"b',
      '"a',
      "'a",
      'ä',
      '日本',
      '$(A)',
      '/a/b',
      '\\a',
      '12345678901234567890',
    ],
  ),
  fc.string({ maxLength: 6 }),
);

const key = fc.constantFrom('a', 'b', 'c', 'a.b/c', '"q"', "'s'", 'x-y', '80', 'yes', '<<', 'a b');

const line = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(key, scalar).map(([name, value]) => `${name}: ${value}`) },
  { weight: 4, arbitrary: key.map((name) => `${name}:`) },
  { weight: 4, arbitrary: scalar.map((value) => `- ${value}`) },
  { weight: 3, arbitrary: fc.tuple(key, scalar).map(([name, value]) => `- ${name}: ${value}`) },
  { weight: 2, arbitrary: key.map((name) => `- ${name}:`) },
  { weight: 1, arbitrary: fc.constantFrom('', '   ', '# c', '-', '- -', '- - a') },
  { weight: 1, arbitrary: scalar },
);

/** Lines of YAML at steps of indentation, with and without sense. */
export const shapedYaml: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom(0, 0, 0, 1, 2, 2, 2, 4, 4, 6), line), {
      minLength: 1,
      maxLength: 8,
    }),
    fc.constantFrom('\n', '\n', '\n', '\r\n'),
    fc.boolean(),
  )
  .map(([lines, end, closed]) => {
    const text = lines.map(([indent, content]) => ' '.repeat(indent) + content).join(end);
    return closed ? text + end : text;
  });
