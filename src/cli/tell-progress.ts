import { tell } from './terminal';

/** Work that takes longer says so, in milliseconds; a short run prints nothing. */
const PATIENCE = 200;

/** Tells people at a terminal what takes so long. Returns what ends it. */
export function tellProgress(what: string): () => void {
  const { CI = '' } = process.env;
  if (!process.stderr.isTTY || (CI !== '' && CI !== 'false')) return () => undefined;
  const timer = setTimeout(() => tell(`${what} …`), PATIENCE);
  return () => clearTimeout(timer);
}
