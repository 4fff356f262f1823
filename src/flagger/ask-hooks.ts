import type { HookType, WebhookSettings } from './canary-settings';
import type { ControllerPhase } from './controller-phase';
import type { HookCall } from './tick-record';
import { alert, inform, warn, type Tick } from './tick';

/** The tick after hooks were called, and whether all of them agreed. */
export interface HookVerdict {
  readonly tick: Tick;
  readonly passed: boolean;
  /** The hook that did not agree. */
  readonly failed: WebhookSettings | undefined;
}

/** One answer. */
export interface HookAnswer {
  readonly tick: Tick;
  readonly passed: boolean;
  /** Go's words on a failure: the body of the answer, which is empty here, or the reason why there is none. */
  readonly error: string;
}

/** Call one hook. Only an answer up to 202 is a yes; 429 and most of 5xx are tried again. */
export function callHook(tick: Tick, hook: WebhookSettings, phase: ControllerPhase): HookAnswer {
  if (hook.invalid !== undefined) return { tick, passed: false, error: hook.invalid };
  const status = tick.inputs.webhooks?.[hook.name] ?? (hook.type === 'rollback' ? 403 : 200);
  const isRetried = status === 429 || (status >= 500 && status !== 501);
  const attempts = Math.max(0, hook.retries) + 1;
  const call: HookCall = { name: hook.name, type: hook.type, phase, status };
  if (!isRetried) {
    const called = { ...tick, hooks: [...tick.hooks, call] };
    return { tick: called, passed: status <= 202, error: '' };
  }
  const calls = Array.from({ length: Math.min(attempts, MOST_ATTEMPTS) }, () => call);
  const called = { ...tick, hooks: [...tick.hooks, ...calls] };
  const error = `POST ${hook.url} giving up after ${attempts} attempt(s)`;
  return { tick: called, passed: false, error };
}

/** Call all hooks of a type in order until one says no, and tell what Flagger tells of each. */
export function askHooks(tick: Tick, type: AskedType, phase: ControllerPhase): HookVerdict {
  let asked = tick;
  for (const hook of tick.settings.analysis.hooks[type]) {
    const answer = callHook(asked, hook, phase);
    const words = WORDS[type];
    if (!answer.passed) {
      const told = words.failed(answer, hook, tick);
      return { tick: told, passed: false, failed: hook };
    }
    asked =
      words.passed === undefined
        ? answer.tick
        : inform(answer.tick, `${words.passed} check ${hook.name} passed`);
  }
  return { tick: asked, passed: true, failed: undefined };
}

/** Send an alert that a gate is closed, unless the hook is muted. */
export function alertClosed(tick: Tick, hook: WebhookSettings | undefined, message: string): Tick {
  return hook?.muteAlert === true ? tick : alert(tick, 'warn', message);
}

/** Types whose hooks are asked one after the other; of those of type rollback one yes is enough. */
export type AskedType = Exclude<HookType, 'rollback' | 'event'>;

/** So that a senseless number of retries does no harm. */
const MOST_ATTEMPTS = 100;

interface Words {
  /** How the event about an agreement starts; without it there is none. */
  readonly passed?: string;
  readonly failed: (answer: HookAnswer, hook: WebhookSettings, tick: Tick) => Tick;
}

const WORDS: Readonly<Record<AskedType, Words>> = {
  // what is said about a closed gate depends on the phase: the step says it
  'confirm-rollout': { passed: 'Confirm-rollout', failed: ({ tick }) => tick },
  'confirm-promotion': { passed: 'Confirm-promotion', failed: ({ tick }) => tick },
  'confirm-traffic-increase': { passed: 'Confirm-traffic-increase', failed: ({ tick }) => tick },
  'pre-rollout': {
    passed: 'Pre-rollout',
    failed: (answer, hook, { settings }) =>
      warn(
        answer.tick,
        `Halt ${settings.name}.${settings.namespace} advancement pre-rollout check ${hook.name} failed ${answer.error}`,
      ),
  },
  rollout: {
    failed: (answer, hook, { settings }) =>
      warn(
        answer.tick,
        `Halt ${settings.name}.${settings.namespace} advancement external check ${hook.name} failed ${answer.error}`,
      ),
  },
  'post-rollout': {
    passed: 'Post-rollout',
    failed: (answer, hook) =>
      warn(answer.tick, `Post-rollout hook ${hook.name} failed ${answer.error}`),
  },
};
