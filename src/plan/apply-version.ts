import { mergePatch } from '../manifest/merge-patch';
import type { Container, Deployment, EnvVar } from '../manifest/workload';
import { containersOf } from '../manifest/workload';
import type { VersionSpec } from './version';

/** The Deployment with what a version changes: image, environment, patch. */
export function applyVersion(deployment: Deployment, version: VersionSpec): Deployment {
  const target = versionContainer(deployment, version);
  const containers = containersOf(deployment).map((container) =>
    container === target ? changeContainer(container, version) : container,
  );
  const changed = target === undefined ? deployment : withContainers(deployment, containers);
  return version.patch === undefined ? changed : (mergePatch(changed, version.patch) as Deployment);
}

/** The container that a version's image and environment apply to; undefined where it changes none or names none. */
export function versionContainer(
  deployment: Deployment,
  version: VersionSpec,
): Container | undefined {
  if (version.image === undefined && version.env === undefined) return undefined;
  const containers = containersOf(deployment);
  if (version.container !== undefined) {
    return containers.find((container) => container.name === version.container);
  }
  return containers.length === 1 ? containers[0] : undefined;
}

function changeContainer(container: Container, version: VersionSpec): Container {
  const image = version.image === undefined ? {} : { image: version.image };
  const env =
    version.env === undefined ? {} : { env: mergeEnvironment(container.env ?? [], version.env) };
  return { ...container, ...image, ...env };
}

function mergeEnvironment(
  existing: readonly EnvVar[],
  values: Readonly<Record<string, string>>,
): readonly EnvVar[] {
  const kept = existing.map((variable) => {
    const value = values[variable.name];
    return value === undefined ? variable : { name: variable.name, value };
  });
  const names = new Set(existing.map((variable) => variable.name));
  const added = Object.entries(values).filter(([name]) => !names.has(name));
  return [...kept, ...added.map(([name, value]) => ({ name, value }))];
}

function withContainers(deployment: Deployment, containers: readonly Container[]): Deployment {
  const { template } = deployment.spec;
  return {
    ...deployment,
    spec: {
      ...deployment.spec,
      template: { ...template, spec: { ...template.spec, containers } },
    },
  };
}
