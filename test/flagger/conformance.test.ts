import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clusterObjects } from '../../src/flagger/cluster-objects';
import { generated } from '../../src/flagger/generated';
import { initialize, simulateFlagger } from '../../src/flagger/simulate-flagger';
import type { World } from '../../src/flagger/world';
import type { JsonObject, Manifest } from '../../src/manifest/manifest';
import { observations, replay, type Scenario } from './observed';

const directory = join(__dirname, '../conformance/flagger');
const scenarios = read('ticks.json') as readonly Scenario[];

describe('the simulator does in every tick what Flagger 1.44.0 does', () => {
  it.each(scenarios.map((one) => [one.name, one] as const))('%s', (_name, scenario) => {
    expect(replay(scenario)).toEqual(observations(scenario));
  });
});

interface ObjectCase {
  readonly name: string;
  readonly canary: Manifest;
  readonly deployment: Manifest;
  readonly objects?: readonly Manifest[];
  readonly afterInitialisation: readonly OwnedObject[];
  readonly midRun: { readonly tick: number; readonly objects: readonly OwnedObject[] };
}

interface OwnedObject {
  readonly owned: boolean;
  readonly object: Manifest;
}

const cases = read('objects.json') as readonly ObjectCase[];

describe('the objects are those that Flagger 1.44.0 makes', () => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', (_name, one) => {
    const { canary, deployment: workload, objects = [], midRun } = one;
    const setup = { canary, workload, objects };
    const { world } = initialize(setup);
    expect(normalise(clusterObjects(world), world)).toEqual(asSets(one.afterInitialisation));
    expect(normalise(generated(canary, workload, { objects }), world)).toEqual(
      asSets(one.afterInitialisation.filter(({ owned }) => owned)),
    );
    const metrics = { 'request-success-rate': 100 };
    const ticks = Array.from({ length: midRun.tick + 1 }, (_, tick) =>
      tick === 0 ? { image: 'app:2', metrics } : { metrics },
    );
    const run = simulateFlagger({ ...setup, ticks });
    expect(normalise(clusterObjects(run.world), run.world)).toEqual(asSets(midRun.objects));
  });
});

function read(file: string): unknown {
  return JSON.parse(readFileSync(join(directory, file), 'utf8'));
}

/** Random values have names in the data. */
function normalise(objects: readonly Manifest[], { status }: World): readonly JsonObject[] {
  const cookies = [status.cookies.canary, status.cookies.primary];
  let text = JSON.stringify(objects).replaceAll(/"flagger-id":"[^"]*"/g, '"flagger-id":"<uuid>"');
  cookies.forEach((cookie, index) => {
    const value = cookie.split('=')[1] ?? '';
    if (value !== '') text = text.replaceAll(value, `<r${index + 1}>`);
  });
  return sortPorts(JSON.parse(text) as readonly Manifest[]);
}

function asSets(objects: readonly OwnedObject[]): readonly JsonObject[] {
  return sortPorts(objects.map(({ object }) => object));
}

/** Ports of a Service are a set; objects come in the order of the data. */
function sortPorts(objects: readonly Manifest[]): readonly JsonObject[] {
  const sorted = objects.map((object) => {
    if (object.kind !== 'Service') return object;
    const spec = object['spec'] as JsonObject & { readonly ports: readonly { name: string }[] };
    const ports = [...spec.ports].sort((left, right) => left.name.localeCompare(right.name));
    return { ...object, spec: { ...spec, ports } };
  });
  return sorted.sort((left, right) => keyOf(left).localeCompare(keyOf(right)));
}

function keyOf({ kind, metadata }: Manifest): string {
  return `${kind} ${metadata.name}`;
}
