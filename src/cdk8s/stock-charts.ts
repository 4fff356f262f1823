import { Names, Yaml, YamlOutputType, type App, type Chart } from 'cdk8s';
import type { Finding } from '../finding/finding';
import { describe } from '../manifest/identity';
import type { Manifest } from '../manifest/manifest';
import { appFinding } from './app-rules';

/** A chart without a release, resolved. */
export interface StockChart {
  readonly chart: Chart;
  /** Position among all charts of the app, which is in the file names where charts depend on others. */
  readonly index: number;
  readonly objects: readonly Manifest[];
}

/** Files by path relative to the output directory, and what is wrong with them. */
export interface StockFiles {
  readonly files: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
}

/**
 * Charts without a release as cdk8s writes them: its names and its bytes, numbered as in the whole
 * app. Where cdk8s would overwrite a file there is a finding.
 */
export function emitStockCharts(
  app: App,
  charts: readonly StockChart[],
  numbered: 'numbered' | 'plain',
): StockFiles {
  const groups = new Map<string, Manifest[]>();
  const findings: Finding[] = [];
  if (app.yamlOutputType === YamlOutputType.FILE_PER_APP && charts.length > 0) {
    group(groups, `app${app.outputFileExtension}`);
  }
  for (const { chart, index, objects } of charts) {
    const name = `${numbered === 'numbered' ? `${String(index).padStart(4, '0')}-` : ''}${Names.toDnsLabel(chart)}`;
    if (app.yamlOutputType === YamlOutputType.FILE_PER_CHART) {
      // a chart without objects is an empty file
      group(groups, `${name}${app.outputFileExtension}`);
    }
    for (const object of objects) {
      const path = pathOf(app, name, object);
      const members = group(groups, path);
      if (isPerResource(app) && members.length > 0) {
        findings.push(overwritten(path, members[0] as Manifest, object, chart));
      }
      members.push(object);
    }
  }
  return {
    files: new Map([...groups].map(([path, objects]) => [path, Yaml.stringify(...objects)])),
    findings,
  };
}

function group(groups: Map<string, Manifest[]>, path: string): Manifest[] {
  const members = groups.get(path) ?? [];
  groups.set(path, members);
  return members;
}

function isPerResource({ yamlOutputType }: App): boolean {
  return (
    yamlOutputType === YamlOutputType.FILE_PER_RESOURCE ||
    yamlOutputType === YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE
  );
}

function pathOf(app: App, chart: string, object: Manifest): string {
  const extension = app.outputFileExtension;
  const resource = `${object.kind}.${object.metadata.name}`.replace(/[^0-9a-zA-Z-_.]/g, '');
  switch (app.yamlOutputType) {
    case YamlOutputType.FILE_PER_APP:
      return `app${extension}`;
    case YamlOutputType.FILE_PER_CHART:
      return `${chart}${extension}`;
    case YamlOutputType.FILE_PER_RESOURCE:
      return `${resource}${extension}`;
    case YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE:
      return `${chart}/${resource}${extension}`;
  }
}

function overwritten(path: string, first: Manifest, second: Manifest, chart: Chart): Finding {
  return appFinding('file-overwritten', {
    at: path,
    message: `${describe(second)} would overwrite ${describe(first)}`,
    construct: chart.node.path,
  });
}
