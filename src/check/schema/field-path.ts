/** A place in an object, made into text only where something is to be said of it. */
export interface Path {
  /** The object or list around it; undefined at the top. */
  readonly base: Path | undefined;
  /** The name of a field, or the index of an item. */
  readonly key: string | number;
}

/** A path as text, `spec.http[0].route`; the empty one is the object as a whole. */
export function pathText(path: Path | undefined): string {
  if (path === undefined) return '';
  const base = pathText(path.base);
  if (typeof path.key === 'number') return `${base}[${path.key}]`;
  if (!/^[A-Za-z_$][\w$-]*$/u.test(path.key)) return `${base}['${path.key}']`;
  return base === '' ? path.key : `${base}.${path.key}`;
}

/** The path of what stands under a key. */
export function pathTo(base: Path | undefined, key: string | number): Path {
  return { base, key };
}
