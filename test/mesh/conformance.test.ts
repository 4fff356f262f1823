import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Caller } from '../../src/mesh/caller';
import { meshSettings } from '../../src/mesh/mesh-settings';
import { outcome } from '../../src/mesh/outcome';
import type { MeshRequest } from '../../src/mesh/request';
import { indexWorld } from '../../src/mesh/index-world';
import type { Json, Manifest } from '../../src/manifest/manifest';

interface ObservedCluster {
  readonly cluster: string;
  readonly state: string;
  readonly share: number;
}

interface Case {
  readonly name: string;
  readonly objects: readonly Manifest[];
  readonly meshConfig?: Json;
  readonly probes: readonly (MeshRequest & { readonly client: Caller })[];
  readonly outcomes: readonly {
    readonly kind: string;
    readonly destinations?: readonly ObservedCluster[];
    readonly workloads?: Readonly<Record<string, number>>;
    readonly mirrors?: readonly { readonly cluster: string; readonly percent: number }[];
  }[];
}

const file = join(__dirname, '../conformance/istio/routes.json');
const cases = JSON.parse(readFileSync(file, 'utf8')) as readonly Case[];

describe('the routing model answers what the generator of Istio 1.30.3 answers', () => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', (_name, one) => {
    const world = indexWorld(one.objects, meshSettings(one.meshConfig));
    const answers = one.probes.map((probe) => {
      const found = outcome(world, probe.client, probe);
      const sent = 'destinations' in found ? found : { destinations: [], mirrors: [] };
      return {
        kind: found.kind.replaceAll('-', '_'),
        destinations: sent.destinations.map(({ cluster, state, share }) => [
          cluster,
          state,
          share.toFixed(4),
        ]),
        workloads: 'destinations' in found ? rounded(found.workloads) : {},
        mirrors: sent.mirrors.map(({ cluster, percent }) => [cluster, percent]),
      };
    });
    expect(answers).toEqual(
      one.outcomes.map((observed) => ({
        kind: observed.kind,
        destinations: (observed.destinations ?? []).map(({ cluster, state, share }) => [
          cluster,
          state,
          share.toFixed(4),
        ]),
        workloads: rounded(observed.workloads ?? {}),
        mirrors: (observed.mirrors ?? []).map(({ cluster, percent }) => [cluster, percent]),
      })),
    );
  });
});

function rounded(shares: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(shares).map(([key, share]) => [key, Number(share.toFixed(4))]),
  );
}
