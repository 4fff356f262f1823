import { equalJson } from '../manifest/equal';
import { identityOf, keyOf } from '../manifest/identity';
import type { Json, JsonObject, Manifest } from '../manifest/manifest';

/** The Deployments that exist before and after, and whose pods would be others. */
export function changedTemplates(
  before: readonly Manifest[],
  after: readonly Manifest[],
): Manifest[] {
  const templates = new Map(
    before.filter(isDeployment).map((manifest) => [keyOf(manifest), templateOf(manifest)]),
  );
  return after.filter(isDeployment).filter((manifest) => {
    const key = keyOf(manifest);
    return templates.has(key) && !equalJson(templates.get(key), templateOf(manifest));
  });
}

function isDeployment(manifest: Manifest): boolean {
  const { group, kind } = identityOf(manifest);
  return group === 'apps' && kind === 'Deployment';
}

function templateOf(manifest: Manifest): Json | undefined {
  return (manifest['spec'] as JsonObject | undefined)?.['template'];
}
