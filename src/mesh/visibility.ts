/** Who may see an object: everyone, or some namespaces. */
export interface Visibility {
  readonly everyone: boolean;
  readonly namespaces: ReadonlySet<string>;
}

/** Reads an `exportTo` list of an object in a namespace: `*`, `.`, `~` for nobody, or names of namespaces. */
export function visibilityOf(
  exportTo: readonly string[],
  namespace: string,
  fallback: readonly string[],
): Visibility {
  const list = exportTo.length > 0 ? exportTo : fallback;
  const named = list.filter((item) => item !== '*' && item !== '~');
  return {
    everyone: list.includes('*'),
    namespaces: new Set(named.map((item) => (item === '.' ? namespace : item))),
  };
}

/** Whether a namespace sees an object. */
export function isVisible(visibility: Visibility, namespace: string): boolean {
  return visibility.everyone || visibility.namespaces.has(namespace);
}

/** Whether only the namespace of the object itself sees it. */
export function isPrivate(visibility: Visibility, namespace: string): boolean {
  return (
    !visibility.everyone && visibility.namespaces.size === 1 && visibility.namespaces.has(namespace)
  );
}

/** Whether two objects are seen by the same namespaces. */
export function sameVisibility(one: Visibility, other: Visibility): boolean {
  return (
    one.everyone === other.everyone &&
    one.namespaces.size === other.namespaces.size &&
    [...one.namespaces].every((namespace) => other.namespaces.has(namespace))
  );
}
