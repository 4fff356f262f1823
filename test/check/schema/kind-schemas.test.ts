import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readKindSchemas } from '../../../src/cdk8s/kind-schemas';
import { schemaRulesWith, schemaRuleTexts } from '../../../src/check/schema/schema-rules';
import { checkState } from '../../../src/check/state';
import type { Manifest } from '../../../src/manifest/manifest';

const root = resolve(__dirname, '../../..');
const rules = schemaRulesWith(readKindSchemas());

describe('the schemas of the package', () => {
  it('are what the script makes of the resources that the package has', () => {
    const folder = mkdtempSync(join(tmpdir(), 'schemas-'));
    try {
      execFileSync(process.execPath, [join(root, 'scripts/schemas.mjs'), '--out', folder]);
      const made = readdirSync(folder);

      expect(made.length).toBeGreaterThan(10);
      for (const file of made) {
        const committed = readFileSync(join(root, 'schemas/kinds', file), 'utf8');
        expect(readFileSync(join(folder, file), 'utf8')).toBe(committed);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('are known by group, version and kind', () => {
    const { schemaOf, versionsOf } = readKindSchemas();

    expect(versionsOf('networking.istio.io/VirtualService')).toEqual(['v1', 'v1alpha3', 'v1beta1']);
    expect(schemaOf('apps/v1', 'Deployment')).toBe(schemaOf('apps/v1', 'Deployment'));
    expect(schemaOf('apps/v1beta1', 'Deployment')).toBeUndefined();
    expect(versionsOf('example.com/Thing')).toEqual([]);
  });
});

describe('the rules on schemas', () => {
  it('have the same texts with and without schemas', () => {
    expect(rules.map(({ find: _, area: __, ...text }) => text)).toEqual(schemaRuleTexts);
  });

  it('find a version that is not served, and name one that is', () => {
    expect(
      breachesOf('unknown-api-version', made('networking.istio.io/v9', 'VirtualService')),
    ).toEqual([
      expect.objectContaining({
        path: 'apiVersion',
        given: 'networking.istio.io/v9',
        fix: 'use networking.istio.io/v1',
      }),
    ]);
  });

  it('leave kinds alone that no schema is known of', () => {
    expect(breachesOf('unknown-api-version', made('example.com/v1', 'Thing'))).toEqual([]);
  });

  it.each(['schema-unknown-field', 'schema-type'])('have a breach for each fault: %s', (id) => {
    const manifest = { ...made('v1', 'Service'), spec: { tpye: 1, clusterIP: 1 } };

    expect(breachesOf(id, manifest)).toHaveLength(1);
  });
});

function made(apiVersion: string, kind: string): Manifest {
  return { apiVersion, kind, metadata: { name: 'a' } };
}

function breachesOf(id: string, manifest: Manifest): readonly object[] {
  return rules.find((rule) => rule.id === id)?.find(checkState([manifest])) ?? [];
}
