/** Longest regular expression that Istio takes (VirtualService, StringMatch.regex). */
const MAX_LENGTH = 1024;

/** What RE2 leaves out, because it matches in linear time: look-around and back references. */
const NOT_IN_RE2 = /\(\?<?[=!]|\\[1-9]|\\k</;

/**
 * What is wrong with a regular expression for a proxy, which reads RE2's syntax; undefined where
 * nothing was found. RE2's flags and named groups are known, its rarer escapes are not judged.
 */
export function regexFault(text: string): string | undefined {
  if (text === '') return 'an empty expression';
  if (text.length > MAX_LENGTH) return `longer than the ${MAX_LENGTH} characters that Istio takes`;
  if (NOT_IN_RE2.test(text.replaceAll('\\\\', ''))) {
    return 'look-around and back references are not in RE2, which proxies match with';
  }
  return compiles(text) ? undefined : 'not a regular expression';
}

function compiles(text: string): boolean {
  const spoken = text
    .replace(/\(\?[imsU-]+\)/g, '')
    .replace(/\(\?[imsU-]+:/g, '(?:')
    .replaceAll('(?P<', '(?<');
  try {
    new RegExp(spoken);
    return true;
  } catch {
    return false;
  }
}
