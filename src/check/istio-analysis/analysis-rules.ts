import type { Severity } from '../../finding/finding';
import type { Breach, CheckRule } from '../rule';
import { levelOf, type AnalysisMessage, type Level } from './analysis-message';
import type { AnalysisText } from './analysis-text';
import { CORRECTIONS } from './corrections';
import { filesView, type FilesView } from './files-view';
import { gatewayTexts } from './gateway-texts';
import { policyTexts } from './policy-texts';
import { KEEP } from './refinement';
import { routeTexts } from './route-texts';
import { workloadTexts } from './workload-texts';

const SEVERITIES: Readonly<Record<Level, Severity>> = {
  Error: 'error',
  Warning: 'warning',
  Info: 'info',
};

/**
 * What Istio's own analyzers look for, a rule per code, with what they get wrong put right. IST0106 and IST0133 are left
 * out: they are what the webhook says, which has rules of its own.
 */
export const analysisRules: readonly CheckRule[] = [
  ...routeTexts,
  ...gatewayTexts,
  ...workloadTexts,
  ...policyTexts,
].map(ruleOf);

function ruleOf({ code, id, title, why, fix }: AnalysisText): CheckRule {
  const difference = CORRECTIONS.get(code)?.difference;
  return {
    id,
    area: 'istio-analysis',
    severity: SEVERITIES[levelOf(code)],
    title,
    why: difference === undefined ? why : `${why} ${difference}`,
    fix,
    find: (state) => findBreaches(code, filesView(state)),
  };
}

function findBreaches(code: string, files: FilesView): readonly Breach[] {
  const correction = CORRECTIONS.get(code);
  const said = (files.messages.get(code) ?? []).flatMap((message) => {
    const refinement = correction?.refine?.(message, files) ?? KEEP;
    if (refinement.kind === 'drop') return [];
    const breach = breachOf(message);
    if (refinement.kind === 'keep') return [breach];
    const { kind: _, ...changes } = refinement;
    return [{ ...breach, ...changes }];
  });
  return [...said, ...(correction?.add?.(files) ?? []).map(breachOf)];
}

function breachOf({ code, manifest, path, message, given, allowed }: AnalysisMessage): Breach {
  return {
    code,
    manifest,
    path,
    message,
    ...(given === undefined ? {} : { given }),
    ...(allowed === undefined ? {} : { allowed }),
  };
}
