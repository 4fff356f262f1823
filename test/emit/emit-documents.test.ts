import { parseAllDocuments } from 'yaml';
import { emitDocuments } from '../../src/emit/emit-documents';
import type { Manifest } from '../../src/manifest/manifest';

function makeService(name: string): Manifest {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { ports: [{ port: 80 }] } };
}

/** A manifest that counts how often anything in it is looked at, at any depth. */
function watch(manifest: Manifest): { manifest: Manifest; looks: () => number } {
  let looks = 0;
  const wrap = <T extends object>(target: T): T =>
    new Proxy(target, {
      ownKeys: (object) => {
        looks++;
        return Reflect.ownKeys(object);
      },
      get: (object, field) => {
        looks++;
        const value: unknown = Reflect.get(object, field);
        return typeof value === 'object' && value !== null ? wrap(value) : value;
      },
    });
  return { manifest: wrap(manifest), looks: () => looks };
}

it('begins each document with --- and ends the file with a line break', () => {
  expect(emitDocuments([makeService('a'), makeService('b')])).toBe(
    `---
apiVersion: v1
kind: Service
metadata:
  name: a
spec:
  ports:
    - port: 80
---
apiVersion: v1
kind: Service
metadata:
  name: b
spec:
  ports:
    - port: 80
`,
  );
});

it('makes an empty text of no manifests', () => {
  expect(emitDocuments([])).toBe('');
});

it('makes files that can be concatenated', () => {
  const [a, b, c] = [makeService('a'), makeService('b'), makeService('c')];

  const documents = parseAllDocuments(
    emitDocuments([a, b]) + emitDocuments([]) + emitDocuments([c]),
  );

  expect(documents.map((document) => document.toJS() as unknown)).toEqual([a, b, c]);
});

it('does not look again at a manifest that a neighbouring phase has emitted', () => {
  const shared = watch(makeService('shared'));
  const before = emitDocuments([shared.manifest, makeService('old')]);
  const looks = shared.looks();

  const after = emitDocuments([makeService('new'), shared.manifest]);

  expect(looks).toBeGreaterThan(0);
  expect(shared.looks()).toBe(looks);
  expect(after).toBe(emitDocuments([makeService('new'), makeService('shared')]));
  expect(before).toBe(emitDocuments([makeService('shared'), makeService('old')]));
});

it('looks at an equal manifest that is another object', () => {
  const [first, second] = [watch(makeService('api')), watch(makeService('api'))];
  const text = emitDocuments([first.manifest]);

  expect(emitDocuments([second.manifest])).toBe(text);
  expect(second.looks()).toBe(first.looks());
});
