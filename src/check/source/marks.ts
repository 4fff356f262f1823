/** Where a field's text stands in its document, in characters. */
export interface Span {
  /** Where the key begins, or the item of a list. */
  readonly start: number;
  /** Where the value ends if it is on the same line, else the key. */
  readonly end: number;
}

/** Where the fields of objects and the items of lists stand. */
export type Marks = Map<object, Map<string | number, Span>>;

/** Notes where a field stands. */
export function mark(
  marks: Marks | undefined,
  container: object,
  field: string | number,
  span: Span,
): void {
  if (marks === undefined) return;
  const fields = marks.get(container);
  if (fields === undefined) marks.set(container, new Map([[field, span]]));
  else fields.set(field, span);
}
