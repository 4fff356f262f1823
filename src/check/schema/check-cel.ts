import { isList, isObject } from '../../manifest/equal';
import type { Json, JsonObject } from '../../manifest/manifest';
import { compileCel } from './cel-environment';
import { celValue } from './cel-value';
import { celWords } from './cel-words';
import { pathText, pathTo, type Path } from './field-path';
import type { SchemaFault } from './schema-fault';
import { schemaParts } from './schema-parts';

/**
 * The CEL rules (`x-kubernetes-validations`) of a schema on a value that fits its structure. Not evaluated:
 * rules that compare with the object before (`oldSelf`), messages that are expressions (the rule itself is
 * shown), and cost limits. The schema's text is the upstream's and trusted.
 */
export function checkCel(value: Json, schema: JsonObject): readonly SchemaFault[] {
  const faults: SchemaFault[] = [];
  visit(value, schema, undefined, faults);
  return faults;
}

function visit(
  value: Json,
  schema: JsonObject,
  path: Path | undefined,
  faults: SchemaFault[],
): void {
  if (!hasRules(schema)) return;
  // a null that the schema allows is no value for rules
  if (value === null) return;
  const rules = rulesOf(schema);
  if (rules.length > 0) {
    const self = celValue(value, schema);
    for (const rule of rules) {
      const fault = faultOf(rule, self, path);
      if (fault !== undefined) faults.push(fault);
    }
  }
  if (isList(value)) {
    const { items } = schema;
    if (!isObject(items)) return;
    value.forEach((item, index) => visit(item, items, pathTo(path, index), faults));
  } else if (isObject(value)) {
    for (const { field, inner, schema: fieldSchema } of schemaParts(value, schema)) {
      visit(inner, fieldSchema, pathTo(path, field), faults);
    }
  }
}

/** Rules that the schema itself states, those on changes left out. */
function rulesOf(schema: JsonObject): readonly JsonObject[] {
  const rules = schema['x-kubernetes-validations'];
  if (!isList(rules)) return [];
  return rules
    .filter(isObject)
    .filter(({ rule }) => typeof rule === 'string' && !/\boldSelf\b/u.test(rule));
}

function faultOf(rule: JsonObject, self: unknown, path: Path | undefined): SchemaFault | undefined {
  const text = typeof rule.rule === 'string' ? rule.rule : '';
  const holds = evaluate(text, self);
  if (holds === true) return undefined;
  const message = typeof rule.message === 'string' ? firstLower(rule.message) : celWords(text);
  return { kind: 'cel', path: pathText(path), message, ...shown(self) };
}

/** A rule without an answer, such as a duration that is none, refuses too: the API server does the same. */
function evaluate(rule: string, self: unknown): unknown {
  const program = compileCel(rule);
  try {
    return program(self);
  } catch {
    return undefined;
  }
}

function shown(self: unknown): { readonly given?: string } {
  return typeof self === 'string' || typeof self === 'number' || typeof self === 'bigint'
    ? { given: String(self) }
    : {};
}

function firstLower(text: string): string {
  const first = text.charAt(0);
  // an abbreviation keeps its capitals
  const isWord = text.charAt(1) === text.charAt(1).toLowerCase();
  return (isWord ? first.toLowerCase() + text.slice(1) : text).replace(/\.$/u, '');
}

function hasRules(schema: JsonObject): boolean {
  const known = ruled.get(schema);
  if (known !== undefined) return known;
  const fields = isObject(schema.properties) ? Object.values(schema.properties) : [];
  const found =
    rulesOf(schema).length > 0 ||
    [schema.items, schema.additionalProperties, ...fields].some(
      (inner) => isObject(inner) && hasRules(inner),
    );
  ruled.set(schema, found);
  return found;
}

const ruled = new WeakMap<JsonObject, boolean>();
