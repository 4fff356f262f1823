import { App, ApiObject, Chart, YamlOutputType } from 'cdk8s';
import { hashFiles } from '../../src/manifest/hash';
import { Release, ReleaseApp } from '../../src/index';
import { filesBelow, makeScratch } from './scratch';
import { shopPlan } from './shop-app';

/** With all their states three releases that hold this much are more than is published at once. */
const LARGE = 'x'.repeat(300_000);

const said: string[] = [];

beforeEach(() => {
  said.length = 0;
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
});

afterEach(() => {
  jest.restoreAllMocks();
});

describe('a fleet whose output is written in pieces', () => {
  it('is written whole, and once more changes nothing', () => {
    const outdir = makeScratch();
    const names = ['one', 'two', 'three'];
    writeFleet(outdir, names, LARGE);
    const files = filesBelow(outdir);

    for (const name of names) expectWhole(files, `${name}/1.1.0`);
    writeFleet(outdir, names, LARGE);
    expect(said.at(-1)).toMatch(/: 0 written, \d+ unchanged, 0 removed/);
  });
});

describe('the charts of an app', () => {
  it.each([
    ['names', ['zebra', 'apple', 'mango']],
    ['numbers among their names', ['zebra', '10', '9']],
  ])('are written in the order of cdk8s, with %s', (_, ids) => {
    const [ours, stock] = [makeScratch(), makeScratch()];
    for (const app of [
      new ReleaseApp({ outdir: ours, yamlOutputType: YamlOutputType.FILE_PER_APP }),
      new App({ outdir: stock, yamlOutputType: YamlOutputType.FILE_PER_APP }),
    ]) {
      for (const id of ids) {
        const chart = new Chart(app, id);
        new ApiObject(chart, 'data', { apiVersion: 'v1', kind: 'ConfigMap' });
      }
      app.synth();
    }

    expect(filesBelow(ours)).toEqual(filesBelow(stock));
  });
});

function writeFleet(outdir: string, names: readonly string[], text: string): void {
  const app = new ReleaseApp({ outdir, live: makeScratch() });
  for (const name of names) {
    const chart = new Chart(app, name, { namespace: name });
    new ApiObject(chart, 'large', { apiVersion: 'v1', kind: 'ConfigMap', data: { text } });
    new Release(chart, 'api', shopPlan({ name }));
  }
  app.synth();
}

/** Every file that the release's own list names is there, with the content it says. */
function expectWhole(files: Readonly<Record<string, string>>, directory: string): void {
  const json = JSON.parse(files[`${directory}/release.json`] ?? '') as {
    files: Record<string, string>;
    phases: { path: string; sha256: string }[];
  };
  const below = (prefix: string): Map<string, string> =>
    new Map(
      Object.entries(files)
        .filter(([path]) => path.startsWith(`${prefix}/`))
        .map(([path, text]) => [path.slice(prefix.length + 1), text]),
    );
  const present = [...below(directory).keys()].filter((path) => path !== 'release.json');
  expect(present.sort()).toEqual(Object.keys(json.files).sort());
  for (const { path, sha256 } of json.phases) {
    expect(hashFiles(below(`${directory}/${path}`))).toBe(sha256);
  }
}
