import * as fc from 'fast-check';
import * as yaml from 'yaml';
import { findPlaces } from '../../../src/check/source/find-places';
import { readDocuments } from '../../../src/check/source/read-documents';
import { shapedYaml } from './arbitrary-yaml';
import { load, loadYaml, placesOf } from './load';

const ROUTE = `# a comment
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: api
  annotations: { "cdk8s-canary/allow": x, a.b/c: "1" }
spec:
  hosts: [api, web]
  http:
    - route:
        - destination: { host: api, subset: v1 }
          weight: 80
        -
          weight: 20
`;

const PATHS = [
  '',
  'metadata.name',
  'metadata.annotations.cdk8s-canary/allow',
  'metadata.annotations["a.b/c"]',
  'spec.hosts[1]',
  'spec.http[0].route[0].destination.subset',
  'spec.http[0].route[0].weight',
  'spec.http[0].route[1].weight',
];

const PLACES = ['2:1', '5:3', '6:18', '6:43', '8:16', '11:37', '12:11', '14:11'];

describe('the place of a field', () => {
  it.each([
    ['as people write it', ROUTE],
    ['that the library has to read', ROUTE.replace('[api, web]', '[api, &x web]')],
    ['with CRLF', ROUTE.replaceAll('\n', '\r\n')],
  ])('is where its key begins, in YAML %s', async (what, text) => {
    const found = await placesOf(await load({ 'a.yaml': text }), 0, PATHS);

    const shifted = what.includes('library') ? ['8:19'] : ['8:16'];
    expect(found).toEqual(
      PLACES.map((place) => `a.yaml:${place === '8:16' ? shifted[0]! : place}`),
    );
  });

  it('is where its key begins, in JSON', async () => {
    const text = JSON.stringify(yaml.parse(ROUTE), null, 2);

    const found = await placesOf(await load({ 'a.json': text }), 0, [
      'spec.http[0].route[1].weight',
    ]);

    expect(found).toEqual(['a.json:27:13']);
  });

  it('counts from the beginning of the file, whichever document it is in', async () => {
    const state = await load({
      'a.yaml': `kind: [\n---\n${ROUTE}---\n---\n${ROUTE.replace(': api', ': b')}`,
    });

    expect(await placesOf(state, 1, ['metadata.name'])).toEqual(['a.yaml:23:3']);
  });

  it('is found before the notes of a Helm release', async () => {
    const state = await load({ 'a.yaml': `${ROUTE}NOTES:\n1. See {{ here }\n  - [\n` });

    expect(await placesOf(state, 0, ['spec.hosts[0]'])).toEqual(['a.yaml:8:11']);
  });

  it('is the nearest field around it that is there', async () => {
    const state = await load({ 'a.yaml': ROUTE });

    expect(
      await placesOf(state, 0, [
        'spec.gateways',
        'spec.http[7].match',
        'spec.http[0].match[0].uri',
      ]),
    ).toEqual(['a.yaml:7:1', 'a.yaml:9:3', 'a.yaml:10:7']);
  });

  it('is within the file, for any text and any path', async () => {
    const text = fc.oneof(shapedYaml, fc.string({ maxLength: 40 }), fc.json());
    const path = fc.oneof(
      fc.constantFrom('', 'a', 'a.b', '[0]', 'a[0].b', 'a.b/c', "['a']", 'a["b"]', '..', '[', '*'),
      fc.string({ maxLength: 8 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 3 }), path, async (parts, asked) => {
        const file = parts.join('\n---\n');
        const lines = file.split('\n');
        const { documents, problems } = await readDocuments(
          { file: 'f', text: file, named: true },
          loadYaml,
        );
        const spots = problems.flatMap(({ spot }) => (spot?.kind === 'line' ? [spot] : []));
        for (const document of documents) {
          const [place] = await findPlaces(document, [asked], loadYaml);
          spots.push({ kind: 'line', ...place!.source });
        }
        for (const { line, column } of spots) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeGreaterThanOrEqual(1);
          expect(column).toBeLessThanOrEqual(lines[line - 1]!.length + 1);
        }
      }),
      { numRuns: 500 },
    );
  });
});
