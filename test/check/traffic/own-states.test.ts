import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { hygieneRules } from '../../../src/check/hygiene/hygiene-rules';
import { trafficRules } from '../../../src/check/traffic/traffic-rules';
import type { Manifest } from '../../../src/manifest/manifest';
import { findIn } from './rule-case';

const ROOT = join(__dirname, '../../..');
const EXAMPLES = readdirSync(join(ROOT, 'examples')).map((name) => `examples/${name}`);
const rules = [...trafficRules, ...hygieneRules];

/** Directories below `dist` that hold objects, and what is in them. */
function statesBelow(directory: string): readonly (readonly [string, readonly Manifest[]])[] {
  const entries = readdirSync(directory, { withFileTypes: true });
  const files = entries.filter(({ name }) => name.endsWith('.yaml'));
  const manifests = files.flatMap(({ name }) =>
    parseAllDocuments(readFileSync(join(directory, name), 'utf8')).map(
      (document) => document.toJS() as Manifest,
    ),
  );
  const objects = manifests.filter(({ kind }) => kind !== 'Kustomization');
  const own = objects.length > 0 ? [[relative(ROOT, directory), objects] as const] : [];
  const below = entries.filter((entry) => entry.isDirectory());
  return [...own, ...below.flatMap(({ name }) => statesBelow(join(directory, name)))];
}

const states = ['', ...EXAMPLES]
  .map((root) => join(ROOT, root, 'dist'))
  .flatMap((dist) => {
    try {
      return statesBelow(dist);
    } catch {
      return [];
    }
  });

describe('the states that this project compiles', () => {
  it('are more than a hundred', () => {
    expect(states.length).toBeGreaterThan(100);
  });

  it.each(states)('have no error and no warning: %s', (_, manifests) => {
    const loud = findIn(rules, manifests).filter(({ severity }) => severity !== 'info');
    expect(loud).toEqual([]);
  });

  it('have infos that are true: the layout of subsets is open to clients outside the mesh', () => {
    const told = states.flatMap(([directory, manifests]) =>
      findIn(rules, manifests).map(({ rule }) => `${rule} ${directory.split('/')[1] ?? ''}`),
    );
    expect([...new Set(told)].sort()).toEqual([
      'gateway-missing existing-yaml',
      'outside-mesh-reaches-canary go-demo-7-subsets',
    ]);
  });
});
