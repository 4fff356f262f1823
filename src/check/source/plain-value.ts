/** What a plain scalar means; `odd` where only the library knows. */
export type PlainValue =
  | { readonly kind: 'value'; readonly value: string | number | boolean | null }
  | { readonly kind: 'odd' };

/**
 * The value of an unquoted scalar on one line, as Kubernetes reads it: YAML 1.1, without dates and
 * numbers to the base 60. Anything unusual is odd, and never guessed.
 */
export function plainValue(text: string): PlainValue {
  if (WORDS.has(text)) return { kind: 'value', value: WORDS.get(text) ?? null };
  if (!FIRST.test(text) || CONTENT_ENDS.test(text) || text === '<<') return ODD;
  if (LETTER.test(text)) return { kind: 'value', value: text };
  if (SIMPLE_NUMBER.test(text)) return { kind: 'value', value: Number(text) };
  return NUMBER_LIKE.test(text) ? ODD : { kind: 'value', value: text };
}

const ODD: PlainValue = { kind: 'odd' };

/** What is no string, though it consists of letters. */
const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ...['~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map(
    (word) => [word, true] as const,
  ),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map(
    (word) => [word, false] as const,
  ),
]);

/** How a scalar begins that is no indicator, or a minus before something else than a blank. */
const FIRST = /^(?:[A-Za-z0-9_/.$(+<=~^;\\]|-[^\s])/;

/** What ends a scalar or makes it a key. */
const CONTENT_ENDS = /[\t\r\n]|: |:$| #/;

const LETTER = /^[A-Za-z_/$(]/;

/** At most 15 digits, which a double holds exactly; no sign before a zero. */
const SIMPLE_NUMBER = /^(?:0|-?[1-9]\d{0,14}|-?(?:0|[1-9]\d{0,6})\.\d{1,7}(?<!^-0\.0*))$/;

/** All that is a number in YAML 1.1, and a lone point. */
const NUMBER_LIKE =
  /^[-+]?(?:0b[01_]+|0x[\da-f_]+|\d[\d_]*|(?:\d[\d_]*)?\.[\d_]*|(?:\d[\d_]*)?(?:\.[\d_]*)?e[-+]?\d+|\.inf)$|^\.nan$/i;
