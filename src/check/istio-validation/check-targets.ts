import { checkSelector } from './check-selector';
import { refuse, type Complaint } from './complaint';
import type { ValidationRuleId } from './rule-id';
import { at, count, isSet, items, text, type Spot } from './spot';

/** What a policy applies to: workloads by labels, or objects by name. */
export function* checkTargets(rule: ValidationRuleId, spec: Spot): Generator<Complaint> {
  const selector = at(spec, 'selector');
  const single = at(spec, 'targetRef');
  const several = at(spec, 'targetRefs');
  const given = [isSet(selector), isSet(single), count(several) > 0].filter(Boolean);
  if (given.length > 1) {
    yield refuse(
      rule,
      { ...spec, value: undefined },
      'selector, targetRef and targetRefs exclude each other',
    );
  }
  yield* checkSelector(selector);
  if (isSet(single)) yield* checkTarget(rule, single);
  for (const target of items(several)) yield* checkTarget(rule, target);
}

function* checkTarget(rule: ValidationRuleId, target: Spot): Generator<Complaint> {
  if (text(at(target, 'name')) === '')
    yield refuse(rule, at(target, 'name'), 'missing, and required');
  if (text(at(target, 'namespace')) !== '') {
    yield refuse(rule, at(target, 'namespace'), 'only objects of the own namespace are targets');
  }
  const group = text(at(target, 'group')) || 'core';
  const kind = `${group}/${text(at(target, 'kind'))}`;
  if (!KINDS.includes(kind)) yield refuse(rule, target, `no target: ${kind}`, KINDS.join(', '));
}

const KINDS = [
  'core/Service',
  'networking.istio.io/ServiceEntry',
  'gateway.networking.k8s.io/Gateway',
  'gateway.networking.k8s.io/GatewayClass',
];
