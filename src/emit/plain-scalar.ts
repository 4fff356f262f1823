/**
 * Whether a string is certain to be written without quotes, as a key and as a value, at any depth.
 * False only means that somebody has to look closer: the YAML library decides about the rest.
 */
export function isPlainScalar(text: string): boolean {
  return PLAIN.test(text);
}

/**
 * Words of printable ASCII, joined by single spaces or colons; the first begins with a letter, `_`
 * or `/`, or with a number and its unit (`100m`, `5s`, most hashes). That leaves out by construction:
 * - indicators, `---`, `...`, `%` and `<<` at the start; spaces and colons at the end; `: ` and ` #`
 *   in the middle; line breaks, control characters and all that is not ASCII;
 * - numbers, times and dates in YAML 1.1 and 1.2 alike: after the digits they begin with, none goes on
 *   with a letter other than `b`, `e`, `o` or `x`. Besides, the `yaml` library quotes `e7`.
 *
 * The words for null and booleans follow https://yaml.org/type/bool.html, in any case of letters.
 */
const PLAIN =
  /^(?!(?:y|n|yes|no|on|off|true|false|null|e[-+]?\d+)$)(?:[a-z_/]|\d+[acdf-np-wyz])[!"$-9;-~]*(?:[ :][!"$-9;-~]+)*$/i;
