import { fieldChanges, type FieldChange } from '../manifest/field-changes';
import { describe } from '../manifest/identity';
import { isList, isObject } from '../manifest/equal';
import type { Json } from '../manifest/manifest';
import type { Change } from '../compile/phase';
import type { Compilation } from './compile-one';

/** Longest text that a line shows of a value. */
const MAX_LENGTH = 60;

/**
 * What each phase changes, a line for each field: made for snapshot tests, which then show in a few
 * lines what a release does. In the first phase of a release that starts from nothing, or from a
 * rendered `from`, everything is added; in that of one that starts from what is live nothing is.
 *
 * @example
 * expect(describeChanges(release.compile())).toMatchSnapshot();
 * // '030-canary-20': [
 * //   'changed VirtualService shop/api: spec.http[0].route[0].weight 100 → 80',
 * //   'changed VirtualService shop/api: spec.http[0].route[1].weight 0 → 20',
 * // ]
 */
export function describeChanges({
  phases,
}: Compilation): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(phases.map(({ id, changes }) => [id, changes.flatMap(linesOf)]));
}

function linesOf(change: Change): readonly string[] {
  switch (change.kind) {
    case 'added':
      return [`added ${describe(change.after)}`];
    case 'removed':
      return [`removed ${describe(change.before)}`];
    case 'changed': {
      const object = describe(change.after);
      // a snapshot is committed: it says that a Secret changes, but not to what
      const say = change.after.kind === 'Secret' ? describeHidden : describeField;
      const fields = fieldChanges(change.before, change.after);
      return fields.map((field) => `changed ${object}: ${say(field)}`);
    }
  }
}

function describeField({ path, before, after }: FieldChange): string {
  if (before === undefined) return `${path} added: ${show(after)}`;
  if (after === undefined) return `${path} removed`;
  return `${path} ${show(before)} → ${show(after)}`;
}

function describeHidden({ path, before, after }: FieldChange): string {
  if (before === undefined) return `${path} added`;
  return `${path} ${after === undefined ? 'removed' : 'changed'}`;
}

function show(value: Json | undefined): string {
  if (isList(value)) return `[${value.length} ${value.length === 1 ? 'item' : 'items'}]`;
  if (isObject(value)) return showObject(Object.keys(value));
  const text = typeof value === 'string' ? showText(value) : String(value);
  return text.length <= MAX_LENGTH ? text : `${text.slice(0, MAX_LENGTH - 1)}…`;
}

function showObject(fields: readonly string[]): string {
  const text = `{${fields.join(', ')}}`;
  return text.length <= MAX_LENGTH ? text : `{${fields.length} fields}`;
}

/** A text as it is, in quotes where it could be taken for something else. */
function showText(text: string): string {
  const isPlain = /^[A-Za-z_/][\w/.:@+-]*$/.test(text) && !/^(true|false|null)$/.test(text);
  return isPlain ? text : JSON.stringify(text);
}
