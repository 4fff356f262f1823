import { ApiObject, Chart, DependencyGraph } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Manifest } from '../manifest/manifest';

/** An ApiObject of a chart and what it resolves to. */
export interface ResolvedObject {
  readonly construct: ApiObject;
  readonly manifest: Manifest;
}

/** The ApiObjects of a chart, in the order of their dependencies, without those of charts below it. */
export function apiObjectsOf(chart: Chart): readonly ApiObject[] {
  const constructs = chart.node.findAll();
  // without dependencies the order is that of the tree, and a graph costs more than the objects
  const isOrdered = constructs.every(({ node }) => node.dependencies.length === 0);
  return (isOrdered ? constructs : new DependencyGraph(chart.node).topology())
    .filter((construct): construct is ApiObject => ApiObject.isApiObject(construct))
    .filter((object) => object.chart === chart);
}

/** The objects of a chart resolved to plain data. */
export function resolveChart(chart: Chart): readonly ResolvedObject[] {
  return apiObjectsOf(chart).map((construct) => ({
    construct,
    manifest: resolveObject(construct),
  }));
}

/** One ApiObject as plain data. */
export function resolveObject(object: ApiObject): Manifest {
  return object.toJson() as Manifest;
}

/**
 * Make dependencies between charts and ApiObjects of those between the constructs around them, as
 * cdk8s does before it writes; returns whether any chart depends on another. Done once for a tree:
 * cdk8s repeats it for every chart.
 */
export function inferDependencies(root: IConstruct): boolean {
  let charts = false;
  const all = root.node.findAll();
  for (const parent of all.filter((construct) => Chart.isChart(construct))) {
    for (const child of parent.node.children.filter((construct) => Chart.isChart(construct))) {
      parent.node.addDependency(child);
      charts = true;
    }
  }
  const dependencies = all.flatMap((source) =>
    source.node.dependencies.map((target) => ({ source, target })),
  );
  for (const { source, target } of dependencies) {
    if (Chart.of(source) !== Chart.of(target)) {
      Chart.of(source).node.addDependency(Chart.of(target));
      charts = true;
    }
  }
  for (const { source, target } of dependencies) addObjectDependencies(source, target);
  return charts;
}

function addObjectDependencies(source: IConstruct, target: IConstruct): void {
  const targets = objectsBelow(target);
  for (const object of objectsBelow(source)) {
    for (const other of targets) if (other !== object) object.node.addDependency(other);
  }
}

function objectsBelow(construct: IConstruct): readonly IConstruct[] {
  const chart = Chart.of(construct);
  return construct.node
    .findAll()
    .filter((below) => ApiObject.isApiObject(below) && Chart.of(below) === chart);
}
