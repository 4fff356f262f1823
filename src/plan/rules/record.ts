/** A plain object of unknown content: what a plan written in JavaScript may hold anywhere. */
type UnknownRecord = Readonly<Record<string, unknown>>;

/** Whether a value is an object with fields: neither null, nor a list, nor a function. */
export function isRecord(value: unknown): value is UnknownRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What stands at a path of fields; undefined where the path ends early. */
export function read(value: unknown, ...path: readonly string[]): unknown {
  let current = value;
  for (const field of path) {
    if (!isRecord(current)) return undefined;
    current = current[field];
  }
  return current;
}

/** The items of a list; none where the value is no list. Holes of a sparse list are undefined items. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? Array.from(value as readonly unknown[]) : [];
}

/** The value where it is a text. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Whether a value is a whole number within bounds, both included. */
export function isIntegerWithin(value: unknown, low: number, high: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= low && value <= high;
}
