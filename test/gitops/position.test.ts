import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatPosition, parsePosition, type Position } from '../../src/gitops/position';
import { isRefusal } from '../../src/gitops/refusal';

import Ajv2020 from 'ajv/dist/2020';

const position: Position = {
  schemaVersion: 1,
  release: 'api',
  environment: 'prod',
  from: '1.0.0',
  to: '1.1.0',
  path: 'forward',
  phase: '030-canary-20',
  sha256: 'a'.repeat(64),
  releaseSha256: 'b'.repeat(64),
  kept: ['ConfigMap shop/flags'],
  outcome: null,
  since: '2026-01-31T12:00:00.000Z',
};

const schema = JSON.parse(
  readFileSync(join(__dirname, '../../schemas/position.schema.json'), 'utf8'),
) as object;
const allows = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);

const nasties: readonly unknown[] = [
  undefined,
  null,
  '',
  ' ',
  0,
  1,
  '1',
  true,
  [],
  [''],
  {},
  'forward',
  'abort/from-',
  'abort/from-030-canary-20',
  'abort/from-a/b',
  'done',
  'aborted',
  'c'.repeat(64),
  'C'.repeat(64),
  'c'.repeat(63),
  '2026-01-31T12:00:00Z',
  '2026-01-31T12:00:00+01:00',
  '2026-01-31',
];

describe('the text of a position', () => {
  it('is JSON with two spaces and a final newline', () => {
    const text = formatPosition(position);

    expect(text).toBe(`${JSON.stringify(position, null, 2)}\n`);
    expect(parsePosition(text, 'position.json')).toEqual(position);
  });

  it('may lack the fields that are optional', () => {
    const { environment, releaseSha256, kept, ...bare } = position;

    expect(parsePosition(JSON.stringify(bare), 'position.json')).toEqual(bare);
    expect([environment, releaseSha256, kept]).not.toContain(undefined);
  });

  it('is read as its schema says, whatever is changed in it', () => {
    const field = fc.constantFrom(...Object.keys(position), 'unknown');
    const change = fc.tuple(field, fc.constantFrom(...nasties));

    fc.assert(
      fc.property(fc.array(change, { maxLength: 3 }), (changes) => {
        const text = JSON.stringify({ ...position, ...Object.fromEntries(changes) });
        expect(!isRefusal(parsePosition(text, 'position.json'))).toBe(allows(JSON.parse(text)));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('a position that cannot be read', () => {
  const refusalOf = (text: string) => {
    const refusal = parsePosition(text, 'live/api/position.json');
    if (!isRefusal(refusal)) throw new Error('it was read');
    return refusal;
  };

  it('names every wrong field, its value and what is allowed, and how to get it back', () => {
    const wrong = { ...position, path: 'sideways', outcome: 'won', phases: 3, since: undefined };

    expect(refusalOf(JSON.stringify(wrong))).toEqual({
      kind: 'refuse',
      code: 3,
      message: [
        `live/api/position.json: 'path' is "sideways"; allowed: 'forward' or 'abort/from-<phase>'`,
        `'outcome' is "won"; allowed: null, 'done' or 'aborted'`,
        `'since' is missing`,
        `'phases' is not a field of a position`,
      ].join('; '),
      fix: 'restore it from Git: git checkout -- live/api/position.json',
    });
  });

  it.each([
    ['the marks of a merge conflict', `<<<<<<< ours\n${formatPosition(position)}`],
    ['half a file', formatPosition(position).slice(0, 100)],
    ['nothing', ''],
  ])('may hold %s', (_, text) => {
    expect(refusalOf(text)).toMatchObject({
      code: 3,
      message: expect.stringContaining('live/api/position.json is not JSON'),
    });
  });

  it.each(['null', '[]', '7'])('may be JSON but no object: %s', (text) => {
    expect(refusalOf(text).message).toBe('live/api/position.json is not a JSON object');
  });

  it('cannot claim that a way back is done', () => {
    const wrong = { ...position, path: 'abort/from-030-canary-20', outcome: 'done' };

    expect(refusalOf(JSON.stringify(wrong)).message).toContain(`a way back can only end 'aborted'`);
  });

  it('asks for a newer package when a newer one wrote it', () => {
    const refusal = refusalOf(JSON.stringify({ ...position, schemaVersion: 2 }));

    expect(refusal.message).toContain('schemaVersion is 2, this cdk8s-canary reads 1');
    expect(refusal.fix).toContain('or a newer one');
  });
});
