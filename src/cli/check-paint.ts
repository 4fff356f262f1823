import type { Paint } from '../finding/format-findings';
import { styleFor } from './terminal';

/** The colours of findings on stdout, where they are the data. */
export function paintStdout(): Paint {
  const style = styleFor(process.stdout);
  return {
    error: (text) => style('red', text),
    warning: (text) => style('yellow', text),
    info: (text) => style('cyan', text),
    dim: (text) => style('dim', text),
  };
}
