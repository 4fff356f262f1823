/** Files of a directory: relative paths with forward slashes, and their texts. */
export type Files = ReadonlyMap<string, string>;

/** The files below one directory of a set, relative to it. */
export function filesBelow(files: Files, directory: string): Map<string, string> {
  const prefix = `${directory}/`;
  const below = new Map<string, string>();
  for (const [path, text] of files) {
    if (path.startsWith(prefix)) below.set(path.slice(prefix.length), text);
  }
  return below;
}

/** The same files one directory deeper. */
export function filesIn(directory: string, files: Files): Map<string, string> {
  return new Map([...files].map(([path, text]) => [`${directory}/${path}`, text]));
}

/** What tells one set of files from another, in the order of the paths. Empty when they are equal. */
export function differences(expected: Files, actual: Files): string[] {
  const paths = [...new Set([...expected.keys(), ...actual.keys()])].sort();
  return paths.flatMap((path) => {
    if (!actual.has(path)) return [`${path} is missing`];
    if (!expected.has(path)) return [`${path} is extra`];
    return expected.get(path) === actual.get(path) ? [] : [`${path} differs`];
  });
}
