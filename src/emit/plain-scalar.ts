/**
 * Whether a string is certain to be written without quotes, as a key and as a value, at any depth.
 * False only means that somebody has to look closer: the YAML library decides about the rest.
 */
export function isPlainScalar(text: string): boolean {
  if (!WORDS.test(text)) return false;
  return text.length > LONGEST_WORD ? !EXPONENT.test(text) : !RESERVED.test(text);
}

/**
 * Words of printable ASCII, joined by single spaces or colons; the first begins with a letter, `_`
 * or `/`, or with a number and its unit (`100m`, `5s`, most hashes). By construction that leaves
 * out
 * - indicators, `---`, `...`, `%` and `<<` at the start; spaces and colons at the end; `: ` and
 *   ` #` in the middle; line breaks, control characters and all that is not ASCII;
 * - numbers, times and dates in YAML 1.1 and 1.2 alike: after the digits that they begin with, none
 *   goes on with a letter other than `b`, `e`, `o` or `x`.
 */
const WORDS = /^(?:[a-z_/]|\d+[acdf-np-wyz])[!"$-9;-~]*(?:[ :][!"$-9;-~]+)*$/i;

/**
 * What YAML 1.1 reads as null or a boolean (https://yaml.org/type/bool.html), in any case of
 * letters, and exponents without digits before them, which the `yaml` library takes for numbers.
 */
const RESERVED = /^(?:y|n|yes|no|on|off|true|false|null|e[-+]?\d+)$/i;

/** Of longer texts only the exponents are left to look for, which few begin like. */
const LONGEST_WORD = 'false'.length;
const EXPONENT = /^e[-+]?\d+$/i;
