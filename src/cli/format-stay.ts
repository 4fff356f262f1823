import type { PhaseJson, ReadyJson } from '../emit/release-json';
import { formatDuration } from '../manifest/duration';
import type { Gate } from '../plan/gate';

/** What has to hold before a release leaves a phase. `next` is the phase after it, where there is one. */
export function formatStay(phase: PhaseJson, next: string | undefined): string {
  const goal = next === undefined ? 'advance ends the release' : `advance goes to ${next}`;
  const lines = [...formatSettled(phase), ...phase.gates.map(formatGate)];
  return [`then ${goal}, when`, ...lines.map((line) => `  ${line}`)].join('\n');
}

function formatSettled({ ready, settleSeconds }: PhaseJson): readonly string[] {
  const time = `applied for ${formatDuration(settleSeconds)}`;
  if (ready.length === 0) return [`it is settled (--settled): ${time}`];
  return [
    `it is settled (--settled): ${time}, after there is`,
    ...ready.map((object) => `  ${formatReady(object)}`),
  ];
}

function formatReady({ kind, namespace, name, replicas }: ReadyJson): string {
  const object = `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
  return replicas === 0 ? `${object} without pods` : `${object} with ${replicas} available`;
}

function formatGate(gate: Gate): string {
  switch (gate.kind) {
    case 'wait':
      return `it has been there for ${formatDuration(gate.seconds)}`;
    case 'approval':
      return 'it is approved (--approve)';
    case 'metrics': {
      const time = formatDuration(gate.seconds);
      return `its metrics are judged good over ${time} (--approve): ${gate.metrics.join(', ')}`;
    }
  }
}
