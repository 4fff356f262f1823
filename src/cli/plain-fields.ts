/**
 * The fields of a YAML text that holds nothing but lines such as `app: node main.js`, blank lines
 * and comments; undefined for every other text, which needs a real parser. Loading that parser
 * takes longer than all else that the command does, and most files are this plain.
 */
export function parsePlainFields(text: string): Readonly<Record<string, string>> | undefined {
  const fields = new Map<string, string>();
  for (const line of text.split('\n')) {
    if (/^(#[ -~]*)?$/.test(line)) continue;
    const [, name = '', value = ''] = PLAIN_LINE.exec(line) ?? [];
    if (name === '' || fields.has(name)) return undefined;
    if (OTHER_TYPES.test(name) || OTHER_TYPES.test(value)) return undefined;
    fields.set(name, value);
  }
  return fields.size === 0 ? undefined : Object.fromEntries(fields);
}

/** A value begins with a letter or a path; letters, digits, `_ - . / = @` and single blanks follow. */
const PLAIN_LINE = /^([A-Za-z]+): ((?:[A-Za-z]|\.{0,2}\/)[\w./=@-]*(?: [\w./=@-]+)*)$/;

/** Words that YAML does not read as text. */
const OTHER_TYPES = /^(true|false|null)$/i;
