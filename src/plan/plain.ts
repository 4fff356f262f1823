import type { Json } from '../manifest/manifest';

/**
 * A generated interface as plain data: what may be written for an object of that shape.
 *
 * Readonly all the way down; an enum also takes its plain values (`'SIMPLE'`, `301`); an optional
 * field also takes `undefined`, which counts as absent; a field that the schema leaves open is any
 * JSON. (A generated interface insists on the enum and refuses the `undefined`.)
 *
 * For interfaces, not for the generated classes (`VirtualServiceSpec`, not `VirtualService`).
 *
 * @example
 * const policy: Plain<DestinationRuleSpecTrafficPolicy> = { tls: { mode: 'ISTIO_MUTUAL' } };
 */
export type Plain<Shape> = unknown extends Shape
  ? Json
  : Shape extends string
    ? `${Shape}`
    : Shape extends number
      ? NumberOf<`${Shape}`>
      : Shape extends boolean | null | undefined
        ? Shape
        : Shape extends readonly (infer Item)[]
          ? readonly Plain<Item>[]
          : PlainObject<Shape>;

// The compiler lets a numeric enum take its numbers, but to lint rules that is unsafe.
type NumberOf<Digits extends string> = Digits extends `${infer Value extends number}`
  ? Value
  : never;

type PlainObject<Shape> = {
  readonly [Field in keyof Shape]: string extends Field
    ? PlainEntry<Shape[Field]>
    : undefined extends Shape[Field]
      ? Plain<Shape[Field]> | undefined
      : Plain<Shape[Field]>;
};

// A map's values stay as strict as its schema: a selector's label that is undefined, and so left
// out, would select more. Only an open map has to allow what the optional fields beside it allow.
type PlainEntry<Value> = unknown extends Value ? Json | undefined : Plain<Value>;
