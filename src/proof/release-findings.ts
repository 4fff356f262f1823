import type { CompiledRelease } from '../compile/compile-release';
import type { Finding } from '../finding/finding';
import { obligations } from './obligations';
import type { ProvedTransition, ReleaseProof } from './prove-release';

/** What a proof has to say of a release, as findings: errors refuse to write. */
export function releaseFindings(
  { plan }: CompiledRelease,
  { transitions }: ReleaseProof,
): readonly Finding[] {
  const place = { construct: plan.construct, release: plan.name };
  const found = new Map<string, Finding>();
  for (const transition of transitions) {
    for (const finding of findingsOf(transition)) {
      // ways back end alike: one of them is told
      const text = `${finding.rule} ${finding.message}`;
      if (!found.has(text)) found.set(text, { ...finding, ...place });
    }
  }
  return [...found.values()];
}

/** What the proof of one transition has to say. */
export function findingsOf({ from, to, path, proof }: ProvedTransition): readonly Finding[] {
  const back = path === 'forward' ? '' : ` on the way back from ${path.back}`;
  const at = `${from} → ${to}${back}`;
  return [
    ...proof.violations.map(({ obligation, severity, message }): Finding => {
      const text = obligations.find(({ id }) => id === obligation);
      const fix = text === undefined ? {} : { fix: text.fix };
      return { rule: obligation, severity, at, message, ...fix };
    }),
    ...proof.unproved.map((reason): Finding => {
      const message = `not proved: ${reason}`;
      return { rule: UNPROVED.id, severity: UNPROVED.severity, at, message, fix: UNPROVED.fix };
    }),
  ];
}

/** What the model can't follow is said, and no claim is made of it. */
export const UNPROVED = {
  id: 'unproved',
  severity: 'warning',
  title: 'everything that routes requests can be followed',
  why: 'Some objects may change anything (an EnvoyFilter), or decide in a way that the routing model does not follow. What depends on them is neither proved nor refuted.',
  fix: 'read the transition by hand, or take the object out of the way of the application',
} as const;
