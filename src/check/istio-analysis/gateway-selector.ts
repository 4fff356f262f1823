import type { Labels } from '../../manifest/labels';
import type { Manifest } from '../../manifest/manifest';
import type { AnalysisMessage } from './analysis-message';
import { tellSelector } from './label-index';

/** IST0101 for a selector that finds no pod. Several analyzers say it in the same words, and it counts once. */
export function missingSelector(
  manifest: Manifest,
  selector: Labels,
  field = 'spec.selector',
): AnalysisMessage {
  const told = tellSelector(selector);
  return {
    code: 'IST0101',
    manifest,
    path: field,
    line: field,
    message: `selects pods with ${told || 'any labels'}, and there are none: it has no effect`,
    given: told,
    missing: { kind: 'selector', selector },
  };
}
