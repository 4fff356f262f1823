import { formatDuration } from '../manifest/duration';
import type { Gate } from '../plan/gate';
import type { PhaseJson } from './release-json';
import type { ReleaseOutline } from './release-outline';

/** Title of a release: `go-demo-7 0.0.1 → 0.0.2`. */
export function titleOf({ release, from, to }: ReleaseOutline): string {
  return from === null ? `${release} ${to}, first installation` : `${release} ${from} → ${to}`;
}

/** A track for people: `0.0.1 × 3`. */
export function describeTrack(phase: PhaseTracks, track: 'primary' | 'canary'): string {
  return `${phase.versions[track]} × ${phase.replicas[track]}`;
}

/** The traffic of a phase for people: `80/20`, and what goes to the canary besides. */
export function describeTraffic({ traffic, headerRoutes, mirror }: PhaseTracks): string {
  const parts = [`${traffic.primary}/${traffic.canary}`];
  if (headerRoutes.length > 0) parts.push(`header ${headerRoutes.join(', ')}`);
  if (mirror > 0) parts.push(`copies ${mirror} %`);
  return parts.join('; ');
}

/** What has to hold before leaving a phase: `settled 30s; wait 5m`. */
export function describeLeaving({
  settleSeconds,
  gates,
}: Pick<PhaseJson, 'settleSeconds' | 'gates'>): string {
  return [`settled ${formatDuration(settleSeconds)}`, ...gates.map(describeGate)].join('; ');
}

/** A gate for people: `wait 5m`, `approval`, `errors, latency over 10m`. */
export function describeGate(gate: Gate): string {
  switch (gate.kind) {
    case 'wait':
      return `wait ${formatDuration(gate.seconds)}`;
    case 'approval':
      return 'approval';
    case 'metrics':
      return `${gate.metrics.map(inOneLine).join(', ')} over ${formatDuration(gate.seconds)}`;
  }
}

/** `a`, `a and b`, `a, b and c`. */
export function joinWords(words: readonly string[]): string {
  const last = words[words.length - 1] ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** A text that somebody chose, without what would break a line or steer a terminal. */
export function inOneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

/** A number of requests for people: whole from 10 on, else two digits that count. */
export function formatCount(count: number): string {
  const rounded = count >= 10 ? Math.round(count) : Number(count.toPrecision(2));
  return rounded.toLocaleString('en-US', { maximumFractionDigits: 20 });
}

type PhaseTracks = Pick<PhaseJson, 'versions' | 'replicas' | 'traffic' | 'headerRoutes' | 'mirror'>;
