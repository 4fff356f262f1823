import { formatDuration } from '../manifest/duration';
import { codeSpan } from './code-span';
import { exposureOf, firstCanary, isExposed, primaryUpdate } from './exposure';
import { shortestWalk, walkedPhases } from './phase-stay';
import { joinWords } from './plan-words';
import type { PhaseJson } from './release-json';
import type { ReleaseOutline } from './release-outline';

/** A release in one paragraph of Markdown: from what to what, who is moved, how long it takes. */
export function planSummary(release: ReleaseOutline): string {
  const update = primaryUpdate(release);
  const sentences =
    release.from === null
      ? [
          `Installs ${whatOf(release)} in version ${release.to}.`,
          'There is no version before it, so it takes one phase and has no way back: whoever calls meets it as soon as its pods are ready.',
        ]
      : [
          `Moves ${whatOf(release)} from version ${release.from} to ${release.to}.`,
          whoIsMoved(release),
          ...(update === undefined ? [] : [whoFollows(release, update)]),
        ];
  return [...sentences, howLong(release)].join(' ');
}

/** How long a release takes at least, and what makes it longer: a sentence of Markdown. */
function howLong(release: ReleaseOutline): string {
  const phases = walkedPhases(release);
  const waiting = phases.filter(({ gates }) => gates.some(({ kind }) => kind === 'approval'));
  const shortest = `It takes at least ${formatDuration(shortestWalk(phases))} and the time that pods need to start`;
  if (waiting.length === 0) return `${shortest}.`;
  const names = joinWords(waiting.map(({ id }) => codeSpan(id)));
  const verb = waiting.length === 1 ? 'waits' : 'wait';
  return `${shortest}; how long is open, because ${names} ${verb} for an approval.`;
}

function whatOf({ release, namespace, environment }: ReleaseOutline): string {
  const place = environment === undefined ? '' : ` (environment ${codeSpan(environment)})`;
  return `${codeSpan(release)} in namespace ${codeSpan(namespace)}${place}`;
}

function whoIsMoved(release: ReleaseOutline): string {
  const { phases, to } = release;
  const steps = new Map<number, PhaseJson>();
  for (const phase of phases) {
    const { percent } = exposureOf(phase, release);
    if (percent > 0 && !steps.has(percent)) steps.set(percent, phase);
  }
  const [first] = steps.values();
  const at = first === undefined ? '' : codeSpan(first.id);
  const how =
    steps.size < 2
      ? `all at once, at ${at}`
      : `step by step (${joinWords([...steps.keys()].map(String))} % of their requests), from ${at} on`;
  const earliest = phases.find((phase) => isExposed(phase, to));
  const before =
    earliest === undefined || earliest === first
      ? ''
      : ` Before that, from ${codeSpan(earliest.id)} on, only header routes or copies of requests reach it.`;
  return `The callers that Istio routes, in the mesh and at gateways, meet ${to} ${how}.${before}`;
}

function whoFollows(release: ReleaseOutline, update: PhaseJson): string {
  const { to, outsideMesh } = release;
  const primary = `At ${codeSpan(update.id)} the primary gets ${to} too`;
  switch (outsideMesh) {
    case 'none':
      return `${primary}.`;
    case 'primary-only':
      return `${primary}, and callers outside the mesh follow.`;
    case 'may-reach-canary': {
      const first = codeSpan((firstCanary(release) ?? update).id);
      return `${primary}. Callers outside the mesh may meet it from ${first} on.`;
    }
  }
}
