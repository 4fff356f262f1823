import type { ChangeJson, ObjectJson } from './release-json';

/** How to write the names of objects. */
export interface NameStyle {
  /** Namespace that goes without saying. */
  readonly namespace: string;
  /** Marks a name, for example as code. */
  readonly mark: (name: string) => string;
}

const ORDER: readonly ChangeJson['change'][] = ['added', 'changed', 'removed'];

const SIGN: Readonly<Record<ChangeJson['change'], string>> = {
  added: '+',
  changed: '',
  removed: '-',
};

/** More kinds than this do not fit into a line of a terminal. */
const TERSE_KINDS = 3;

/** Changes for people, counted and named: `2 changed: VirtualService api, api-gateway`. */
export function nameChanges(changes: readonly ChangeJson[], style: NameStyle): string {
  return perVerb(changes, (objects) =>
    byKind(objects).map(
      ([kind, members]) =>
        `${kind} ${members.map((object) => nameObject(object, style)).join(', ')}`,
    ),
  );
}

/** Changes for people, only counted: `11 added: 3 Deployments, 8 Services`. */
export function countChanges(changes: readonly ChangeJson[]): string {
  return perVerb(changes, (objects) =>
    byKind(objects).map(([kind, { length }]) => countKind(kind, length)),
  );
}

/** Changes for people in few characters: `+1 ConfigMap, 2 VirtualServices, -3 objects`. */
export function terseChanges(changes: readonly ChangeJson[]): string {
  const parts = ORDER.flatMap((verb) => {
    const objects = objectsOf(changes, verb);
    const kinds = byKind(objects);
    if (kinds.length > TERSE_KINDS) return [`${SIGN[verb]}${objects.length} objects`];
    return kinds.map(([kind, { length }]) => SIGN[verb] + countKind(kind, length));
  });
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}

/** Name of an object, with its namespace where that is not the usual one. */
export function nameObject({ namespace, name }: ObjectJson, style: NameStyle): string {
  const isUsual = namespace === undefined || namespace === style.namespace;
  return style.mark(isUsual ? name : `${namespace}/${name}`);
}

function perVerb(
  changes: readonly ChangeJson[],
  list: (objects: readonly ObjectJson[]) => readonly string[],
): string {
  const parts = ORDER.flatMap((verb) => {
    const objects = objectsOf(changes, verb);
    return objects.length === 0 ? [] : [`${objects.length} ${verb}: ${list(objects).join(', ')}`];
  });
  return parts.length === 0 ? 'nothing' : parts.join('; ');
}

function objectsOf(
  changes: readonly ChangeJson[],
  verb: ChangeJson['change'],
): readonly ObjectJson[] {
  return changes.filter(({ change }) => change === verb).map(({ object }) => object);
}

function byKind(objects: readonly ObjectJson[]): readonly (readonly [string, ObjectJson[]])[] {
  const kinds = new Map<string, ObjectJson[]>();
  for (const object of objects) {
    const members = kinds.get(object.kind);
    if (members === undefined) kinds.set(object.kind, [object]);
    else members.push(object);
  }
  return [...kinds];
}

function countKind(kind: string, count: number): string {
  return `${count} ${count === 1 ? kind : plural(kind)}`;
}

function plural(kind: string): string {
  if (/(s|x|ch)$/.test(kind)) return `${kind}es`;
  return /[^aeiou]y$/.test(kind) ? `${kind.slice(0, -1)}ies` : `${kind}s`;
}
