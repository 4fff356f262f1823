import { styleText } from 'node:util';
import type { Paint } from '../finding/format-findings';

/** How a piece of text looks, in the words of `util.styleText`. */
export type Style = 'bold' | 'cyan' | 'dim' | 'green' | 'red' | 'yellow';

/** Writes data, with a newline at its end. */
export function print(data: string): void {
  process.stdout.write(data.endsWith('\n') ? data : `${data}\n`);
}

/** Writes to people, with a newline at its end. */
export function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Writes data for programs: one JSON value. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}

/** How text is styled on a stream; as it is where colours are off. */
export function styleFor(stream: NodeJS.WriteStream): (style: Style, text: string) => string {
  if (!wantsColor(stream)) return (_, text) => text;
  // the stream has been judged above; styleText would look at stdout whatever the stream
  return (style, text) => styleText(style, text, { validateStream: false });
}

/** The colours of findings on stderr. */
export function paintStderr(): Paint {
  const style = styleFor(process.stderr);
  return {
    error: (text) => style('red', text),
    warning: (text) => style('yellow', text),
    info: (text) => style('cyan', text),
    dim: (text) => style('dim', text),
  };
}

/** Makes `--color` count for this process and, through the environment, for the app it runs. */
export function chooseColor(when: string): void {
  if (when === 'auto') return;
  delete process.env['NO_COLOR'];
  delete process.env['FORCE_COLOR'];
  process.env[when === 'always' ? 'FORCE_COLOR' : 'NO_COLOR'] = '1';
}

/** https://no-color.org and https://force-color.org: set and not empty counts. */
function wantsColor(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR: no = '', FORCE_COLOR: force = '' } = process.env;
  if (no !== '') return false;
  if (force !== '') return force !== '0' && force !== 'false';
  return stream.isTTY;
}
