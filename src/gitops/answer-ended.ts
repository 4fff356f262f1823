import type { AdvanceRequest } from './advance-request';
import type { Nothing } from './decision';
import type { PresentState } from './live-state';
import { type Refusal, refuse } from './refusal';

/**
 * The answer to who asks again for a version that has ended; undefined when it may start again. A
 * loop in CI that advances for ever must not walk an aborted version a second time.
 */
export function answerEnded(
  { position }: PresentState,
  request: AdvanceRequest,
): Nothing | Refusal | undefined {
  const { release, to, outcome } = position;
  if (outcome === 'done') {
    return { kind: 'nothing', message: `${release}: nothing to do, ${to} is live` };
  }
  if (request.restart) return undefined;
  return refuse(
    2,
    `${release}: ${to} was aborted and is not started again`,
    'release another version, or ask for a restart (--restart)',
  );
}
