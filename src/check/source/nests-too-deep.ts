import type { YamlLibrary } from './yaml-library';

/** Collections in collections that are read. Kubernetes' own kinds have a dozen. */
const DEEPEST = 500;

/**
 * Whether a text nests collections so deep that a parser would run out of stack. It is asked before the
 * library reads a text: at the end of its stack, V8 may end the whole process instead of throwing.
 */
export function nestsTooDeep(yaml: YamlLibrary, text: string): boolean {
  if (DEEP_LINE.test(text)) return true;
  const opening = text.match(/[[{]/g);
  return opening !== null && opening.length > DEEPEST && countBrackets(yaml, text) > DEEPEST;
}

/** A line whose indentation and dashes have room for that many levels. */
const DEEP_LINE = new RegExp(`(?:^|\\n)(?:[ \\t]|[-?:] ){${DEEPEST + 1}}`);

/** The depth of brackets that are no text; the library's lexer tells, and needs no stack. */
function countBrackets(yaml: YamlLibrary, text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const token of new yaml.Lexer().lex(text)) {
    if (token === '[' || token === '{') depth += 1;
    else if (token === ']' || token === '}') depth -= 1;
    if (depth > deepest) deepest = depth;
    if (deepest > DEEPEST) return deepest;
  }
  return deepest;
}
