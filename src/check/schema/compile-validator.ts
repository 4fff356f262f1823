import type * as AjvModule from 'ajv';
import { isObject } from '../../manifest/equal';
import type { JsonObject } from '../../manifest/manifest';
import { FORMATS } from './formats';
import { jsonSchemaOf } from './json-schema';

/** What a validator has against a value, in its own words. */
export type SchemaError = AjvModule.ErrorObject;

/** The errors of a value; empty when it is sound. */
export type Validate = (value: unknown) => readonly SchemaError[];

/**
 * The validator of a schema. It is compiled part by part, each at the first value that has it: of a pod, with
 * its thirty kinds of volumes, most manifests use little.
 */
export function validatorOf(schema: JsonObject): Validate {
  const known = validators.get(schema);
  if (known !== undefined) return known;
  const validate = compileParts(schema);
  validators.set(schema, validate);
  return validate;
}

const validators = new WeakMap<JsonObject, Validate>();

/** The word that stands for a part which is not compiled yet; its value is the number of the part. */
const PART = 'part';

function compileParts(root: JsonObject): Validate {
  const definitions = isObject(root.definitions) ? root.definitions : undefined;
  const parts: JsonObject[] = [];
  const numbers = new Map<JsonObject, number>();
  const compiled: (AjvModule.ValidateFunction | undefined)[] = [];

  const defer = (schema: JsonObject): JsonObject => {
    const part = resolved(schema, definitions);
    const number = numbers.get(part) ?? parts.push(part) - 1;
    numbers.set(part, number);
    return { [PART]: number };
  };
  const fields = definitions === undefined ? 'structural' : 'listed';
  const compile = (schema: JsonObject): AjvModule.ValidateFunction =>
    ajv.compile(jsonSchemaOf(resolved(schema, definitions), fields, defer));

  // Ajv would rewrite the errors that a keyword hands on, so they are kept beside it
  let errors: SchemaError[] = [];
  const run = (check: AjvModule.ValidateFunction, value: unknown, context?: Context): boolean => {
    const isSound = check(value, context);
    if (!isSound) errors.push(...(check.errors ?? []).filter(({ keyword }) => keyword !== PART));
    return isSound;
  };
  const checkPart: AjvModule.SchemaValidateFunction = (number: number, data, _, context) =>
    run((compiled[number] ??= compile(parts[number] ?? {})), data, context);
  const ajv = makeAjv();
  ajv.addKeyword({ keyword: PART, errors: false, validate: checkPart });

  let checkRoot: AjvModule.ValidateFunction | undefined;
  return (value) => {
    errors = [];
    run((checkRoot ??= compile(root)), value);
    return errors;
  };
}

/** Where in the whole a part stands. */
type Context = Parameters<AjvModule.ValidateFunction>[1];

function resolved(schema: JsonObject, definitions: JsonObject | undefined): JsonObject {
  if (typeof schema.$ref !== 'string') return schema;
  const definition = definitions?.[schema.$ref.slice('#/definitions/'.length)];
  return isObject(definition) ? definition : {};
}

function makeAjv(): AjvModule.Ajv {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- most commands check nothing
  const { Ajv } = require('ajv') as typeof AjvModule;
  return new Ajv({
    allErrors: true,
    // errors say what was given and what the schema knows
    verbose: true,
    strict: false,
    logger: false,
    // an API server has read these schemas
    validateSchema: false,
    addUsedSchema: false,
    formats: { ...FORMATS },
    code: { optimize: false },
  });
}
