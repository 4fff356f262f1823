import type { Finding } from '../finding/finding';
import { checkObjects } from './check-objects';
import type { CheckSettings } from './check-settings';
import type { PlainManifest } from './workload';

/**
 * What is wrong with objects that are in a cluster together: the rules of `cdk8s-canary check`, for
 * a test. `Testing.synth(chart)`, `phases[n].objects` of a compilation and parsed YAML all do.
 * Findings that are allowed are left out. Reads the schemas that the package carries.
 */
export function check(
  objects: readonly PlainManifest[],
  settings: CheckSettings = {},
): readonly Finding[] {
  const state = { name: 'objects', files: [{ file: '', values: objects }] };
  const { found } = checkObjects([state], settings);
  return found.map(({ finding: { area: _, state: __, ...finding } }) => finding);
}
