/** A key that begins at an offset, with the offset after its colon. */
export interface KeyText {
  readonly key: string;
  readonly end: number;
  /** Where the key's own text ends. */
  readonly keyEnd: number;
}

/**
 * The key at an offset of a line: letters and what names are made of, or quoted without escapes.
 * Undefined for any other, and for words that YAML does not read as text.
 */
export function keyAt(text: string, offset: number): KeyText | undefined {
  KEY.lastIndex = offset;
  const found = KEY.exec(text);
  if (found === null) return undefined;
  const key = found[1] ?? found[2] ?? found[3] ?? '';
  if (key.length > LONGEST || key === '__proto__') return undefined;
  if (key.length < 6 && found[1] !== undefined && NO_TEXT.test(key)) return undefined;
  const quotes = found[1] === undefined ? 2 : 0;
  return { key, end: KEY.lastIndex, keyEnd: offset + key.length + quotes };
}

const KEY =
  /(?:([A-Za-z_/$][\w./$-]*|\.[A-Za-z][\w./$-]*)|"([^"\\\n\t]*)"|'([^'\n\t]*)') *:(?= |\r?\n|$)/y;

/** A longer key needs the form `? key`: https://yaml.org/spec/1.1/#id934537; some way below it. */
const LONGEST = 900;

/** None is longer than `false`. */
const NO_TEXT = /^(?:y|n|yes|no|on|off|true|false|null|\.inf|\.nan)$/i;
