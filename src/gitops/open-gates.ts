import type { PhaseJson, ReadyJson } from '../emit/release-json';
import { formatDuration } from '../manifest/duration';
import type { Gate } from '../plan/gate';
import type { OpenGate } from './decision';

/** What the caller vouches for, and what time it is. */
export interface GateClaims {
  /** Whether the phase is applied, available and known to the mesh. @default false */
  readonly settled?: boolean | undefined;
  /** Whether approvals are given and the metrics judged good. @default false */
  readonly approve?: boolean | undefined;
  readonly now: Date;
}

/**
 * Everything that keeps a release in its phase. A wait counts from `since`, the time the phase was
 * written; nobody but the caller knows about settling, approvals and metrics.
 */
export function openGates(phase: PhaseJson, since: string, claims: GateClaims): OpenGate[] {
  const settled: OpenGate[] = claims.settled
    ? []
    : [{ gate: 'settled', message: unsettled(phase) }];
  return [...settled, ...phase.gates.flatMap((gate) => openGate(gate, since, claims))];
}

function openGate(gate: Gate, since: string, { now, approve }: GateClaims): OpenGate[] {
  switch (gate.kind) {
    case 'wait': {
      const passed = (now.getTime() - Date.parse(since)) / 1000;
      const seconds = Math.ceil(gate.seconds - passed);
      if (seconds <= 0) return [];
      const message = `it waits ${formatDuration(gate.seconds)} since ${since}: ${formatDuration(seconds)} to go`;
      return [{ gate: 'wait', message, seconds }];
    }
    case 'approval':
      return approve ? [] : [{ gate: 'approval', message: 'it waits for an approval' }];
    case 'metrics': {
      const names = gate.metrics.join(', ');
      const message = `its metrics have to be judged good over ${formatDuration(gate.seconds)}: ${names}`;
      return approve ? [] : [{ gate: 'metrics', message }];
    }
  }
}

function unsettled(phase: PhaseJson): string {
  const ready = phase.ready.map(readiness).join(', ');
  const available = ready === '' ? '' : `, ${ready}`;
  return `nobody says that it is settled: applied${available}, then ${formatDuration(phase.settleSeconds)} passed`;
}

function readiness({ kind, namespace, name, replicas }: ReadyJson): string {
  const object = `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
  return replicas === 0 ? `${object} without pods` : `${object} with ${replicas} available`;
}
