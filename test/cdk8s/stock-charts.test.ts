import { join } from 'node:path';
import { Construct } from 'constructs';
import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import * as kplus from 'cdk8s-plus-34';
import type { PlanError } from '../../src/index';
import { ReleaseApp } from '../../src/index';
import { filesBelow, makeScratch } from './scratch';
import { addPlatform, addShop } from './shop-app';

type Build = (app: App) => void;
type Files = Readonly<Record<string, string>>;

const OUTPUTS = [
  YamlOutputType.FILE_PER_APP,
  YamlOutputType.FILE_PER_CHART,
  YamlOutputType.FILE_PER_RESOURCE,
  YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
].map((output) => [YamlOutputType[output], output] as const);

function stock(yamlOutputType: YamlOutputType, ...builds: readonly Build[]): Files {
  const app = new App({ outdir: makeScratch(), yamlOutputType });
  for (const build of builds) build(app);
  app.synth();
  return filesBelow(app.outdir);
}

function ours(yamlOutputType: YamlOutputType, ...builds: readonly Build[]): Files {
  const scratch = makeScratch();
  const app = new ReleaseApp({
    outdir: join(scratch, 'dist'),
    live: join(scratch, 'live'),
    yamlOutputType,
  });
  for (const build of builds) build(app);
  const stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    app.synth();
  } finally {
    stderr.mockRestore();
  }
  const files = filesBelow(app.outdir);
  return Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith('shop/')));
}

/** Charts of many sorts: one inside another, an empty one, odd ids, values that YAML has to quote. */
function addTools(app: App): void {
  const tools = new Chart(app, 'tools', { namespace: 'tools', labels: { team: 'red' } });
  const inner = new Chart(tools, 'Inner_chart');
  new Chart(app, 'empty');
  new ApiObject(inner, 'odd', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    data: { yes: 'yes', number: '1e3', lines: 'a\nb\n', colon: 'a: b', empty: '' },
  });
  const deployment = new kplus.Deployment(tools, 'web', {
    containers: [{ image: 'nginx:1', portNumber: 80 }],
  });
  deployment.exposeViaService({ ports: [{ port: 80 }] });
}

/** A chart of which one object depends on an object of another. */
function addDependents(app: App): void {
  const first = configMapIn(new Chart(app, 'zulu'), 'first');
  const alpha = new Chart(app, 'alpha');
  const second = configMapIn(alpha, 'second');
  const third = configMapIn(alpha, 'a-third');
  second.addDependency(third);
  third.addDependency(first);
}

/** Constructs of one chart of which one depends on the other, with all that is below it. */
function addGroups(app: App): void {
  const chart = new Chart(app, 'groups');
  const [late, early] = ['a-late', 'z-early'].map((id) => {
    const group = new Construct(chart, id);
    configMapIn(group, `${id}-1`);
    configMapIn(group, `${id}-2`);
    return group;
  });
  late?.node.addDependency(early as Construct);
}

function configMapIn(chart: Construct, name: string): ApiObject {
  return new ApiObject(chart, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
}

describe.each(OUTPUTS)('charts without a release, with output %s,', (_, output) => {
  it('have the names and the bytes of cdk8s', () => {
    const expected = stock(output, addPlatform, addTools);

    expect(ours(output, addPlatform, addTools)).toEqual(expected);
    expect(Object.keys(expected).length).toBeGreaterThan(0);
  });

  it('are numbered and ordered as cdk8s does where one depends on another', () => {
    expect(ours(output, addDependents)).toEqual(stock(output, addDependents));
  });

  it('have their objects in the order of cdk8s where one construct depends on another', () => {
    expect(ours(output, addGroups)).toEqual(stock(output, addGroups));
  });

  it('have them beside a release, too', () => {
    const builds = [addPlatform, addDependents] as const;

    expect(ours(output, ...builds, (app) => addShop(app))).toEqual(stock(output, ...builds));
  });
});

describe('a chart with a release', () => {
  it('counts where charts are numbered, and is not written as a chart', () => {
    const build = (addChart: (app: App) => Chart) => (app: App) => {
      const platform = addPlatform(app);
      const shop = addChart(app);
      const last = new Chart(app, 'last');
      configMapIn(last, 'x');
      shop.addDependency(platform);
      last.addDependency(shop);
    };
    const files = ours(
      YamlOutputType.FILE_PER_CHART,
      build((app) => addShop(app).chart),
    );
    const asStock = stock(
      YamlOutputType.FILE_PER_CHART,
      build((app) => configMapIn(new Chart(app, 'shop'), 'y').chart),
    );

    expect(Object.keys(asStock)).toEqual([
      '0000-platform.k8s.yaml',
      '0001-shop.k8s.yaml',
      '0002-last.k8s.yaml',
    ]);
    expect({ ...files, '0001-shop.k8s.yaml': asStock['0001-shop.k8s.yaml'] }).toEqual(asStock);
    expect(files).not.toHaveProperty(['0001-shop.k8s.yaml']);
  });
});

describe('where cdk8s would overwrite a file', () => {
  const addTwins: Build = (app) => {
    const chart = new Chart(app, 'twins');
    for (const namespace of ['a', 'b']) {
      const metadata = { name: 'same', namespace };
      new ApiObject(chart, namespace, { apiVersion: 'v1', kind: 'ConfigMap', metadata });
    }
  };

  it.each([YamlOutputType.FILE_PER_RESOURCE, YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE])(
    'there is an error, and nothing is written (cdk8s#2821, output %s)',
    (output) => {
      const [file, ...rest] = Object.values(stock(output, addTwins));
      expect(file).toContain('namespace: b');
      expect(file).not.toContain('namespace: a');
      expect(rest).toEqual([]);

      const error = errorOf(() => ours(output, addTwins));
      expect((error as PlanError).findings).toEqual([
        expect.objectContaining({
          rule: 'file-overwritten',
          message: 'ConfigMap b/same would overwrite ConfigMap a/same',
          construct: 'twins',
        }),
      ]);
    },
  );

  it('but one file for several objects is no error', () => {
    const expected = stock(YamlOutputType.FILE_PER_CHART, addTwins);

    expect(ours(YamlOutputType.FILE_PER_CHART, addTwins)).toEqual(expected);
  });
});

function errorOf(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error('expected an error');
}
