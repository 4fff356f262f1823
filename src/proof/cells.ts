import { matchesString, type StringMatch } from '../mesh/string-match';
import { regexWitness } from './regex-witness';

/** Values of which every condition is fulfilled by one at least, and by which all that the conditions can tell apart differ. */
export interface Cells {
  readonly values: readonly string[];
  /** Conditions for which no value was found. */
  readonly missed: readonly StringMatch[];
}

/** One value for each way in which a string can fulfil some of the conditions and fail the others. */
export function cellsOf(all: readonly StringMatch[], rest: string): Cells {
  const conditions = [...new Map(all.map((condition) => [textOf(condition), condition])).values()];
  const crossed = conditions.flatMap((one) => conditions.flatMap((other) => crossing(one, other)));
  const candidates = [rest, ...conditions.flatMap(candidatesOf), ...crossed];
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

function textOf(condition: StringMatch): string {
  return 'value' in condition ? `${condition.kind} ${condition.value}` : condition.kind;
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

/** Strings that may fulfil two conditions at once, or one of them but for the case of its letters. */
function crossing(one: StringMatch, other: StringMatch): readonly string[] {
  if (one === other || one.kind === 'present' || other.kind === 'present') return [];
  if (other.kind === 'regex') {
    const starts = one.kind === 'regex' ? regexWitness(one.value) : [one.value];
    const ends = regexWitness(other.value);
    return starts.flatMap((start) => ends.flatMap((end) => [start + end, joined(start, end)]));
  }
  if (one.kind === 'regex' || !within(one.value, other.value)) return [];
  const end = other.value.slice(one.value.length);
  const begun = [one.value, swapCase(one.value), swapLast(one.value)].flatMap((start) => [
    start + end,
    start + swapCase(end),
  ]);
  return begun.flatMap((text) => [text, `${text}${BEYOND}`, `${text}/${BEYOND}`]);
}

/** Two pieces of a path, with one slash where they meet. */
function joined(start: string, end: string): string {
  return start.endsWith('/') && end.startsWith('/') ? start + end.slice(1) : start + end;
}

function within(start: string, whole: string): boolean {
  return whole.toLowerCase().startsWith(start.toLowerCase());
}

/** A piece that nobody's route names. */
const BEYOND = 'zz-any';

function swapLast(text: string): string {
  return text.slice(0, -1) + swapCase(text.slice(-1));
}

function swapCase(text: string): string {
  const upper = text.toUpperCase();
  return upper === text ? text.toLowerCase() : upper;
}
