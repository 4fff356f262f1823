/**
 * Why a header value is not Envoy's: control characters, or a `%VARIABLE%` that does not end. Which variables
 * exist is not looked at. The states are those of Envoy's own parser of header values, which Istio repeats.
 */
export function headerValueFault(value: string): string | undefined {
  if (/[\u0000-\u0008\u000A-\u001F\u007F]/u.test(value)) return 'control characters';
  let state: State = 'literal';
  for (let position = 0; position < value.length; position += 1) {
    const letter = value[position] ?? '';
    const next = value[position + 1];
    if (state === 'literal') {
      if (letter !== '%') continue;
      if (next === undefined) return "a '%' that is not doubled";
      if (next === '%') position += 1;
      else state = 'name';
    } else if (state === 'string' && letter === '\\') {
      if (next === undefined) return 'a backslash at the end';
      position += 1;
    } else {
      const after: State | undefined = step(state, letter);
      if (after === undefined) return `an unexpected '${letter}' in a %VARIABLE()%`;
      state = after;
    }
  }
  return state === 'literal'
    ? undefined
    : "a %VARIABLE% that does not end; a '%' itself is doubled";
}

type State =
  | 'literal'
  | 'name'
  | 'arguments'
  | 'expect-string'
  | 'string'
  | 'after-string'
  | 'expect-close'
  | 'expect-end';

function step(state: Exclude<State, 'literal'>, letter: string): State | undefined {
  switch (state) {
    case 'name':
      if (letter === '%') return 'literal';
      return letter === '(' ? 'arguments' : 'name';
    case 'arguments':
      if (letter === '[') return 'expect-string';
      return letter === ' ' ? state : 'string';
    case 'after-string':
      if (letter === ',') return 'expect-string';
      if (letter === ']') return 'expect-close';
      break;
    case 'expect-string':
      if (letter === '"') return 'string';
      break;
    case 'string':
      if (letter === ')') return 'expect-end';
      return letter === '"' ? 'after-string' : state;
    case 'expect-close':
      if (letter === ')') return 'expect-end';
      break;
    case 'expect-end':
      if (letter === '%') return 'literal';
  }
  return letter === ' ' ? state : undefined;
}
