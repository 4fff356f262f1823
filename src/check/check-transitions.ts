import type { RuleText } from '../finding/rule-text';
import { describe } from '../manifest/identity';
import type { Manifest } from '../manifest/manifest';
import type { MeshSettings } from '../mesh/mesh-settings';
import type { Expectations } from '../proof/expectations';
import { choicesBetween, type Choice } from '../proof/choices';
import { internStates } from '../proof/intern-states';
import { obligations } from '../proof/obligations';
import { prove } from '../proof/prove';
import { UNPROVED } from '../proof/release-findings';
import { splitTransition } from '../proof/split';
import type { Violation } from '../proof/violation';
import type { Breach } from './rule';
import type { LoadedState } from './source/load-state';

/** A step from one state to another, as somebody would apply it. */
export interface Transition {
  readonly before: LoadedState;
  readonly after: LoadedState;
}

/** A rule that a transition breaks. The breach's object is one of the state after, or before. */
export interface TransitionBreach {
  readonly rule: RuleText;
  readonly breach: Breach;
}

/** What transitions are checked for. */
export const transitionTexts: readonly RuleText[] = [...obligations, UNPROVED];

/** What can go wrong on the way from one state to the next: a counter-example for each obligation that is broken. */
export function checkTransitions(
  { before, after }: Transition,
  expectations: Expectations = {},
  settings?: MeshSettings,
): readonly TransitionBreach[] {
  const states = [after.manifests, before.manifests];
  const [first] = states.flat();
  if (first === undefined) return [];
  const proof = prove(before.manifests, after.manifests, expectations, settings);
  const isBroken = proof.violations.some(({ severity }) => severity === 'error');
  const order = isBroken
    ? tellOrder(before.manifests, after.manifests, expectations, settings)
    : undefined;
  const broken = proof.violations.flatMap((violation): readonly TransitionBreach[] => {
    const rule = obligations.find(({ id }) => id === violation.obligation);
    return rule === undefined
      ? []
      : [{ rule, breach: { ...breachOf(violation, states, first), ...order } }];
  });
  const unproved = proof.unproved.map((reason) => ({
    rule: UNPROVED,
    breach: { manifest: first, path: '', message: `not proved: ${reason}` },
  }));
  return [...broken, ...unproved];
}

/** The order that is safe, as what to do about a transition that is not. */
function tellOrder(
  before: readonly Manifest[],
  after: readonly Manifest[],
  expectations: Expectations,
  settings: MeshSettings | undefined,
): Pick<Breach, 'fix'> | undefined {
  const found = splitTransition(before, after, expectations, settings);
  if (found.kind !== 'split') return undefined;
  const states = [before, ...found.between, after];
  const steps = states.slice(1).map((state, index) => {
    const changes = choicesBetween(internStates([states[index] ?? [], state]));
    return `${index + 1}. ${changes.map(tellChange).join(', ')}`;
  });
  return { fix: `apply in this order, and let each settle: ${steps.join('; ')}` };
}

function tellChange({ options }: Choice): string {
  const [old, young] = options.map(({ manifest }) => manifest);
  if (young === undefined) return old === undefined ? '' : `remove ${describe(old)}`;
  return describe(young);
}

function breachOf(
  violation: Violation,
  states: readonly (readonly Manifest[])[],
  first: Manifest,
): Breach {
  const { message, severity, applied, waiting, derivation, before, after } = violation;
  const named = [...applied, ...waiting].map((name) => name.replace(/^the removal of /u, ''));
  const found = named.flatMap((name) =>
    states.flatMap((state) => state.find((manifest) => describe(manifest) === name) ?? []),
  );
  const details = [
    ...(before === undefined ? [] : [`before: ${tellShares(before)}`]),
    ...(after === undefined ? [] : [`after: ${tellShares(after)}`]),
    `applied: ${applied.join(', ') || 'nothing'}`,
    `not applied: ${waiting.join(', ') || 'nothing else that matters'}`,
    ...derivation,
  ];
  return { manifest: found[0] ?? first, path: '', message, severity, details };
}

function tellShares(shares: Readonly<Record<string, number>>): string {
  const told = Object.entries(shares).map(
    ([workload, share]) => `${workload} ${Number((share * 100).toFixed(2))} %`,
  );
  return told.join(', ') || 'nobody answers';
}
