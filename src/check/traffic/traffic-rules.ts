import type { CheckRule } from '../rule';
import { bindingRules } from './binding-rules';
import { delegateRules } from './delegate-rules';
import { destinationPodRules } from './destination-pod-rules';
import { destinationReferenceRules } from './destination-reference-rules';
import { destinationRuleRules } from './destination-rule-rules';
import { ingressRules } from './ingress-rules';
import { mirrorRules } from './mirror-rules';
import { otherRouteRules } from './other-route-rules';
import { overlapRules } from './overlap-rules';
import { placementRules } from './placement-rules';
import { ruleOrderRules } from './rule-order-rules';
import { sharedHostRules } from './shared-host-rules';
import { splitBypassRules } from './split-bypass-rules';
import { splitPolicyRules } from './split-policy-rules';
import { trackRules } from './track-rules';
import { unevenRules } from './uneven-rules';
import { unsplitRules } from './unsplit-rules';
import { weightRules } from './weight-rules';

/** Rules on who gets which answer in one state: what fails, what skips a split, and what never answers. */
export const trafficRules: readonly CheckRule[] = [
  ...destinationReferenceRules,
  ...destinationPodRules,
  ...splitBypassRules,
  ...otherRouteRules,
  ...unsplitRules,
  ...ingressRules,
  ...weightRules,
  ...overlapRules,
  ...unevenRules,
  ...bindingRules,
  ...sharedHostRules,
  ...delegateRules,
  ...ruleOrderRules,
  ...mirrorRules,
  ...splitPolicyRules,
  ...placementRules,
  ...trackRules,
  ...destinationRuleRules,
];
