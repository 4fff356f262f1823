import { inOneLine } from './plan-words';

/** What a code span holds as it is, in a table too. */
const ORDINARY = /^[^\s\p{Cc}`\\|]+( [^\s\p{Cc}`\\|]+)*$/u;

/** Markdown of a name as code; odd ones, that a code span could not hold, as escaped text. */
export function codeSpan(name: string): string {
  if (ORDINARY.test(name)) return `\`${name}\``;
  return escapeMarkdown(name);
}

/** Markdown of any text as it is, in one line. A `|` is left to the table. */
export function escapeMarkdown(text: string): string {
  return inOneLine(text).replace(/[\\`*_[\]<>#&~]/g, '\\$&');
}
