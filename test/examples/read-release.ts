import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { describeChanges } from '../../src/cdk8s/describe-changes';
import { changesBetween } from '../../src/compile/changes';
import { createIntern } from '../../src/compile/intern';
import type { Phase } from '../../src/compile/phase';
import type { ReleaseJson } from '../../src/emit/release-json';
import { describe as nameOf } from '../../src/manifest/identity';
import type { Manifest } from '../../src/manifest/manifest';
import { ROOT } from './find-examples';

/** A release as it is committed, read back from its files. */
export interface CommittedRelease {
  readonly json: ReleaseJson;
  readonly phases: readonly Phase[];
  /** What each phase changes, by its id. */
  readonly changes: Readonly<Record<string, readonly string[]>>;
  /** The object of a phase, such as `Service go-demo-7/go-demo-7`. */
  readonly object: (phase: string, name: string) => Manifest;
}

/** Read a release of the repository. */
export function readRelease(directory: string): CommittedRelease {
  const release = join(ROOT, directory);
  const json = JSON.parse(readFileSync(join(release, 'release.json'), 'utf8')) as ReleaseJson;
  const intern = createIntern();
  const states = json.phases.map(({ path }) =>
    parseAllDocuments(readFileSync(join(release, path, `${json.chart}${json.extension}`), 'utf8'))
      .map((document) => document.toJS() as Manifest)
      .map(intern),
  );
  const phases = json.phases.map((phase, index) => ({
    ...phase,
    objects: states[index] ?? [],
    changes: changesBetween(states[index - 1] ?? [], states[index] ?? []),
    ready: [],
  }));
  return {
    json,
    phases,
    changes: describeChanges({ findings: [], phases, waysBack: {} }),
    object: (id, name) => {
      const objects = phases.find((phase) => phase.id === id)?.objects ?? [];
      const object = objects.find((candidate) => nameOf(candidate) === name);
      if (object === undefined) throw new Error(`${release}/${id} has no ${name}`);
      return object;
    },
  };
}
