import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { keyOf } from '../../src/manifest/identity';
import type { Manifest } from '../../src/manifest/manifest';
import { prove } from '../../src/proof/prove';
import { ROOT } from './find-examples';

const HAZARDS = join(ROOT, 'examples/hazards');
const folders = readdirSync(HAZARDS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe.each(folders)('the hazard %s', (folder) => {
  const directory = join(HAZARDS, folder);
  const text = readFileSync(join(directory, 'README.md'), 'utf8');
  const before = readState(join(directory, 'before'));
  const after = readState(join(directory, 'after'));
  const steps = [...text.matchAll(/^\d\. `kubectl (apply|delete) -f (\S+)`$/gm)].map(
    ([, verb = '', path = '']) => ({ verb, objects: readFile(join(directory, path)) }),
  );

  it('is answered as its README says', () => {
    const answer = /check --from before --to after\n```\n\n```text\n([^`]*)\n```/.exec(text)?.[1];
    const { violations, unproved } = prove(before, after);
    const told = violations.map(
      ({ severity, message, obligation }) =>
        `${SYMBOL[severity]} ${severity} ${message} [${obligation}]`,
    );

    expect(answer).toBe(told.join('\n'));
    expect(violations.map(({ severity }) => severity)).toContain('error');
    expect(unproved).toEqual([]);
  });

  it('has an order that is safe and ends in the state after, or says that none is', () => {
    let state = before;
    for (const { verb, objects } of steps) {
      const next = step(state, verb, objects);
      const { violations, unproved } = prove(state, next);

      expect([...violations.map(({ message }) => message), ...unproved]).toEqual([]);
      state = next;
    }
    if (steps.length === 0) expect(text).toContain('No order helps');
    else expect(sorted(state)).toEqual(sorted(after));
  });

  it('has only files that are in a state or a step', () => {
    const sides = readdirSync(directory).filter((name) => name !== 'README.md');
    const between = join(directory, 'between');
    const extra = existsSync(between) ? readdirSync(between) : [];

    expect(sides.filter((name) => !['before', 'between', 'after'].includes(name))).toEqual([]);
    for (const file of extra) expect(text).toContain(`between/${file}`);
  });
});

describe('the README of the hazards', () => {
  it('links to each, with what it is found as', () => {
    const index = readFileSync(join(HAZARDS, 'README.md'), 'utf8');
    const rows = [...index.matchAll(/^\| \[([^\]]+)\]\(([\w-]+)\/README\.md\) +\| (.*?) +\|$/gm)];

    expect(rows.map(([, , folder]) => folder).sort()).toEqual([...folders].sort());
    for (const [, title, folder = '', found] of rows) {
      const text = readFileSync(join(HAZARDS, folder, 'README.md'), 'utf8');
      const ids = [...text.matchAll(/\[([a-z-]+)\]$/gm)].map(([, id]) => `\`${id ?? ''}\``);

      expect(text.startsWith(`# ${title ?? ''}\n`)).toBe(true);
      expect(found).toBe([...new Set(ids)].join(', '));
    }
  });
});

const SYMBOL = { error: '✖', warning: '⚠', info: 'ℹ' } as const;

function step(
  state: readonly Manifest[],
  verb: string,
  objects: readonly Manifest[],
): readonly Manifest[] {
  const keys = new Set(objects.map(keyOf));
  const rest = state.filter((manifest) => !keys.has(keyOf(manifest)));
  return verb === 'delete' ? rest : [...rest, ...objects];
}

function sorted(state: readonly Manifest[]): readonly Manifest[] {
  return [...state].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

function readState(directory: string): readonly Manifest[] {
  return readdirSync(directory).flatMap((file) => readFile(join(directory, file)));
}

function readFile(path: string): readonly Manifest[] {
  return parseAllDocuments(readFileSync(path, 'utf8')).map(
    (document) => document.toJSON() as Manifest,
  );
}
