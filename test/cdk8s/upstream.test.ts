// Faults of cdk8s that the output of a release does not have, each with its number upstream.
import { ApiObject, App, Chart, JsonPatch, YamlOutputType, type AppProps } from 'cdk8s';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { VirtualService } from '../../imports/istio';
import { emitPhaseFiles } from '../../src/emit/phase-files';
import { type Phase, Release, ReleaseApp } from '../../src/index';
import { filesBelow, makeScratch } from './scratch';
import { addPlatform, addShop, api, shopPlan } from './shop-app';

function stockFiles(build: (app: App) => void, props: AppProps = {}) {
  const app = new App({ outdir: makeScratch(), ...props });
  build(app);
  app.synth();
  return filesBelow(app.outdir);
}

function ourFiles(build: (app: App) => void, props: AppProps = {}) {
  const scratch = makeScratch();
  const app = new ReleaseApp({
    outdir: join(scratch, 'dist'),
    live: join(scratch, 'live'),
    ...props,
  });
  build(app);
  const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  app.synth();
  stderr.mockRestore();
  return filesBelow(app.outdir);
}

function configMap(chart: Chart, id: string, namespace = 'shop'): ApiObject {
  const metadata = { name: 'flags', namespace };
  return new ApiObject(chart, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata });
}

function releaseWith(add: (chart: Chart) => void, app: App = new App()): Release {
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  add(chart);
  return new Release(chart, 'api', shopPlan());
}

function filesOf({ objects }: Phase): ReadonlyMap<string, string> {
  const output = 'FILE_PER_RESOURCE';
  return emitPhaseFiles(objects, { output, extension: '.yaml', chart: 'shop', namespace: 'shop' });
}

describe('cdk8s#2821, #2496: objects of one kind and name overwrite each other', () => {
  const addTwins = (chart: Chart) => {
    configMap(chart, 'a');
    configMap(chart, 'b', 'other');
    for (const group of ['networking.istio.io', 'gateway.networking.k8s.io']) {
      const metadata = { name: 'door' };
      new ApiObject(chart, group, { apiVersion: `${group}/v1`, kind: 'Gateway', metadata });
    }
  };

  it('they keep a file each in a phase', () => {
    const stock = stockFiles((app) => addTwins(new Chart(app, 'shop')), {
      yamlOutputType: YamlOutputType.FILE_PER_RESOURCE,
    });
    expect(Object.keys(stock)).toEqual(['ConfigMap.flags.k8s.yaml', 'Gateway.door.k8s.yaml']);

    const [baseline] = releaseWith(addTwins).compile().phases;
    expect([...filesOf(baseline!).keys()]).toEqual(
      expect.arrayContaining([
        'ConfigMap.flags.yaml',
        'ConfigMap.other.flags.yaml',
        'Gateway.door.yaml',
        'Gateway.gateway.networking.k8s.io.door.yaml',
      ]),
    );
  });
});

describe('cdk8s#2168: a file for each resource loses the order of dependencies', () => {
  it('`kustomization.yaml` keeps it', () => {
    const [baseline] = releaseWith((chart) => {
      const late = configMap(chart, 'a-late', 'one');
      const early = configMap(chart, 'z-early', 'two');
      late.addDependency(early);
    }).compile().phases;
    const kustomization = parse(filesOf(baseline!).get('kustomization.yaml') ?? '') as {
      readonly resources: readonly string[];
      readonly sortOptions: unknown;
    };

    expect(kustomization.resources.slice(0, 2)).toEqual([
      'ConfigMap.two.flags.yaml',
      'ConfigMap.one.flags.yaml',
    ]);
    // without it kustomize sorts by kind
    expect(kustomization.sortOptions).toEqual({ order: 'fifo' });
  });
});

describe('cdk8s#2155: files that are put together are no valid YAML', () => {
  it('each of ours begins a document', () => {
    const stock = Object.values(
      stockFiles((app) => {
        configMap(new Chart(app, 'a'), 'x', 'a');
        configMap(new Chart(app, 'b'), 'x', 'b');
      }),
    );
    const parsed = parseAllDocuments(stock.join(''));
    expect([parsed.length, parsed[0]?.errors[0]?.code]).toEqual([1, 'DUPLICATE_KEY']);

    const { phases } = releaseWith(() => undefined).compile();
    for (const phase of phases) {
      const documents = parseAllDocuments([...filesOf(phase).values()].join(''));
      expect(documents.flatMap(({ errors }) => errors)).toEqual([]);
      expect(documents).toHaveLength(phase.objects.length + 1);
    }
  });
});

describe('cdk8s#2172, #1883: generated classes drop fields that they do not know', () => {
  it('a patch of the plan is never dropped, nor one of a plain object', () => {
    const generated = new VirtualService(new Chart(new App(), 'chart'), 'api', { spec: {} });
    generated.addJsonPatch(JsonPatch.add('/spec/newField', 1));
    expect(generated.toJson()).not.toHaveProperty('spec.newField');

    const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
    configMap(chart, 'flags').addJsonPatch(JsonPatch.add('/newField', 1));
    const patch = { VirtualService: { spec: { newField: 1 } } };
    const [baseline] = new Release(chart, 'api', shopPlan({ patch })).compile().phases;
    const find = (kind: string) => baseline?.objects.find((object) => object.kind === kind);
    expect(find('VirtualService')).toHaveProperty('spec.newField', 1);
    expect(baseline?.objects[0]).toHaveProperty('newField', 1);
  });
});

describe('cdk8s#1038: construct-metadata.json breaks `kubectl apply -f dist/`', () => {
  it('nothing that is not a manifest stands beside the manifests of a phase', () => {
    const props = { recordConstructMetadata: true };
    expect(Object.keys(stockFiles(addPlatform, props))).toContain('construct-metadata.json');

    const files = Object.keys(
      ourFiles((app) => {
        addPlatform(app);
        addShop(app);
      }, props),
    );
    expect(files.filter((path) => !path.endsWith('.yaml'))).toEqual([
      'shop/1.1.0/PLAN.md',
      'shop/1.1.0/release.json',
    ]);
  });
});

describe('cdk8s names objects and selectors by the path of the construct', () => {
  it('a chart for each phase would change immutable selectors; ours are the same in all phases', () => {
    const stock = ['phase-10', 'phase-25'].map((id) =>
      JSON.stringify(api(new Chart(new App(), id), '1').toPodSelectorConfig().labelSelector),
    );
    const { phases } = releaseWith(() => undefined).compile();
    const selectors = phases.flatMap(({ objects }) =>
      objects
        .filter(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'shop-canary')
        .map(({ spec }) => JSON.stringify((spec as { selector: unknown }).selector)),
    );

    expect(new Set(stock).size).toBe(2);
    expect(new Set(selectors).size).toBe(1);
  });
});

describe('cdk8s gives an object that occurs twice an anchor', () => {
  it('ours is written out: values that are shared in the source are none of the reader’s business', () => {
    const labels = { app: 'x' };
    const [baseline] = releaseWith((chart) => {
      new ApiObject(chart, 'x', {
        apiVersion: 'v1',
        kind: 'X',
        metadata: { labels },
        spec: labels,
      });
    }).compile().phases;

    expect([...filesOf(baseline!).values()].join('')).not.toMatch(/[&*]a\d/);
  });
});
