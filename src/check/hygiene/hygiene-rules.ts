import type { CheckRule } from '../rule';
import { autoscalerRules } from './autoscaler-rules';
import { companionRules } from './companion-rules';
import { configRules } from './config-rules';
import { imageRules } from './image-rules';
import { readinessRules } from './readiness-rules';
import { selectorRules } from './selector-rules';

/** Rules on what surrounds a release: selectors, autoscalers, companions, images and configuration. */
export const hygieneRules: readonly CheckRule[] = [
  ...selectorRules,
  ...autoscalerRules,
  ...companionRules,
  ...readinessRules,
  ...imageRules,
  ...configRules,
];
