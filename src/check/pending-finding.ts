import type { RuleText } from '../finding/rule-text';
import { tellPlace, placeIn } from '../mesh/place';
import type { CheckedFinding } from './checked-finding';
import { objectName } from './object-name';
import type { Area, Breach } from './rule';
import { fileTexts } from './source/file-rules';
import type { LoadedState } from './source/load-state';
import type { Problem, Spot } from './source/problem';

/** A finding whose place in its file is still to be looked up. */
export interface PendingFinding {
  readonly finding: Omit<CheckedFinding, 'source' | 'lineText'>;
  readonly spot?: Spot;
  /** The first of two, told at the end of the message. */
  readonly first?: Extract<Spot, { readonly kind: 'field' }>;
}

/** The finding of a breach of a rule. */
export function ofBreach(
  rule: RuleText & { readonly area: Area },
  { manifest, path, ...breach }: Breach,
  state: LoadedState,
): PendingFinding {
  const {
    message,
    given,
    allowed,
    fix = rule.fix,
    severity = rule.severity,
    code,
    details,
  } = breach;
  const origin = state.origins.get(manifest);
  const whole = [origin?.path ?? '', path].filter((part) => part !== '').join('.');
  return {
    finding: {
      rule: rule.id,
      severity,
      area: rule.area,
      at: tellPlace(placeIn(manifest, path)),
      object: objectName(manifest),
      state: state.name,
      message,
      ...(given === undefined ? {} : { given }),
      ...(allowed === undefined ? {} : { allowed }),
      fix,
      ...(code === undefined ? {} : { code }),
      ...(details === undefined ? {} : { details }),
    },
    ...(origin && { spot: { kind: 'field', document: origin.document, path: whole } }),
  };
}

/** The finding of a problem with a file. */
export function ofProblem(problem: Problem, state: LoadedState): PendingFinding {
  const { rule, file, message, spot, given, first } = problem;
  const text = fileTexts.find(({ id }) => id === rule);
  return {
    finding: {
      rule,
      severity: text?.severity ?? 'error',
      area: 'file',
      at: file,
      state: state.name,
      message,
      ...(given === undefined ? {} : { given }),
      fix: problem.fix ?? text?.fix ?? '',
    },
    ...(spot && { spot }),
    ...(first && { first }),
  };
}
