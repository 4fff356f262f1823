import { codeSpan } from './code-span';
import { firstCanary, primaryUpdate } from './exposure';
import type { PhaseJson } from './release-json';
import type { ReleaseOutline } from './release-outline';
import { nameObject } from './summarize-changes';

/** When callers outside the mesh meet the new version, as Markdown; undefined for a first installation. */
export function outsideMeshSection(release: ReleaseOutline): string | undefined {
  const update = primaryUpdate(release);
  if (update === undefined) return undefined;
  return `## Callers outside the mesh\n\n${outsideMesh(release, update)}`;
}

/** When the callers of Ingresses meet the new version, as Markdown; undefined where there are none. */
export function ingressSection(release: ReleaseOutline): string | undefined {
  const update = primaryUpdate(release);
  const { ingresses, namespace, to } = release;
  if (update === undefined || ingresses.length === 0) return undefined;
  const names = ingresses.map((object) => `- ${nameObject(object, { namespace, mark: codeSpan })}`);
  const first = release.layout === 'subsets' ? firstCanary(release) : undefined;
  const start = first === undefined ? `at ${codeSpan(update.id)}` : `from ${codeSpan(first.id)} on`;
  return `## Ingresses

An Ingress knows no weights and calls the Service, so the callers of these meet ${to} ${start}:

${names.join('\n')}`;
}

function outsideMesh(release: ReleaseOutline, update: PhaseJson): string {
  const what =
    release.layout === 'subsets' ? reachesBoth(release, update) : reachesPrimary(release, update);
  switch (release.outsideMesh) {
    case 'none':
      return `The plan says that there are none. If there are after all: ${what}`;
    case 'primary-only':
    case 'may-reach-canary':
      return `No VirtualService governs callers without a proxy of the mesh: ${what}`;
  }
}

function reachesPrimary(release: ReleaseOutline, update: PhaseJson): string {
  const { from, to, outsideMesh } = release;
  const gap = outsideMesh === 'none' ? ' Meanwhile the primary may be without a pod.' : '';
  return `they call the Service, which selects the primary only. They stay on ${from ?? ''} until ${codeSpan(update.id)}, and there meet ${to} pod by pod, whatever the weights.${gap}`;
}

function reachesBoth(release: ReleaseOutline, update: PhaseJson): string {
  const first = firstCanary(release);
  const before = release.phases[release.phases.indexOf(update) - 1];
  const shares =
    first === undefined || before === undefined
      ? ''
      : `, ${canaryPods(first)} there and ${canaryPods(before)} in ${codeSpan(before.id)}`;
  return `they call the Service, which selects both tracks. They meet ${release.to} from ${codeSpan(first?.id ?? update.id)} on, as soon as the canary has a ready pod, in proportion to the pods and not to the weights${shares}.`;
}

function canaryPods({ replicas }: PhaseJson): string {
  return `${replicas.canary} of ${replicas.primary + replicas.canary} pods`;
}
