import type { CheckedFinding } from './checked-finding';
import type { CheckRequest } from './check-request';
import type { PendingFinding } from './pending-finding';
import { placeFindings } from './place-findings';
import type { FoundSuppression, SuppressionPlace } from './suppress/read-annotations';
import { suppressFindings, type SuppressionFault } from './suppress/suppress-findings';
import { suppressionTexts } from './suppress/suppression-texts';

/** Marks findings that are allowed as infos, and adds what is wrong with what allows. */
export async function applySuppressions(
  findings: readonly CheckedFinding[],
  annotations: readonly FoundSuppression[],
  { allow, knownRules, loadYaml }: Pick<CheckRequest, 'allow' | 'knownRules' | 'loadYaml'>,
): Promise<readonly CheckedFinding[]> {
  const options = allow.map(
    (one): FoundSuppression => ({ ...one, by: 'option', place: { state: '--allow' } }),
  );
  const { by, faults } = suppressFindings(findings, [...annotations, ...options], knownRules);
  const marked = findings.map((finding, index): CheckedFinding => {
    const found = by[index];
    if (found?.reason === undefined) return finding;
    return { ...finding, severity: 'info', suppression: { by: found.by, reason: found.reason } };
  });
  return [...marked, ...(await placeFindings(faults.map(pendingOf), loadYaml))];
}

function pendingOf(fault: SuppressionFault<SuppressionPlace>): PendingFinding {
  const { rule, place, message, given, fix, object } = fault;
  const text = suppressionTexts.find(({ id }) => id === rule);
  return {
    finding: {
      rule,
      severity: text?.severity ?? 'error',
      area: 'file',
      at: place.spot === undefined ? '--allow' : (object ?? ''),
      state: place.state,
      message,
      given,
      fix: fix ?? text?.fix ?? '',
    },
    ...(place.spot && { spot: place.spot }),
  };
}
