import { matchesString, type StringMatch } from '../mesh/string-match';
import { regexWitness } from './regex-witness';

/** Values of which every condition is fulfilled by one at least, and by which all that the conditions can tell apart differ. */
export interface Cells {
  readonly values: readonly string[];
  /** Conditions for which no value was found. */
  readonly missed: readonly StringMatch[];
}

/** One value for each way in which a string can fulfil some of the conditions and fail the others. */
export function cellsOf(conditions: readonly StringMatch[], rest: string): Cells {
  const candidates = [rest, ...conditions.flatMap(candidatesOf)];
  const byTruth = new Map<string, string>();
  for (const value of candidates) {
    const truth = conditions.map((condition) => truthOf(condition, value)).join('');
    if (!byTruth.has(truth)) byTruth.set(truth, value);
  }
  const values = [...byTruth.values()];
  const missed = conditions.filter(
    (condition) => !values.some((value) => matchesString(condition, value) === true),
  );
  return { values, missed };
}

function truthOf(condition: StringMatch, value: string): string {
  const letters = [matchesString(condition, value), matchesString(condition, value, 'any-case')];
  return letters.map((truth) => (truth === undefined ? '?' : truth ? '1' : '0')).join('');
}

/** Strings on and beside the border of a condition. */
function candidatesOf(condition: StringMatch): readonly string[] {
  switch (condition.kind) {
    case 'present':
      return [];
    case 'exact':
      return [condition.value, swapCase(condition.value), `${condition.value}${BEYOND}`];
    case 'prefix':
    case 'segments': {
      const bare = condition.value.replace(/\/$/u, '');
      const forms = [condition.value, bare, `${bare}/`, `${bare}/${BEYOND}`, `${bare}${BEYOND}`];
      return [...forms, ...forms.map(swapCase)].filter((form) => form !== '');
    }
    case 'regex': {
      const found = regexWitness(condition.value);
      return found.flatMap((value) => [value, `${value}${BEYOND}`]);
    }
  }
}

/** A piece that nobody's route names. */
const BEYOND = 'zz-any';

function swapCase(text: string): string {
  const upper = text.toUpperCase();
  return upper === text ? text.toLowerCase() : upper;
}
