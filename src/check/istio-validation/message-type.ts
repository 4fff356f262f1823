/** The type of a field in Istio's protocol buffers. */
export type FieldType = Scalar | EnumType | ListType | MapType | MessageType;

/** Wrapped scalars (`google.protobuf.BoolValue`) read like bare ones. */
export type Scalar =
  | 'text'
  | 'bool'
  | 'int32'
  | 'uint32'
  | 'uint64'
  | 'double'
  | 'duration'
  | 'bytes'
  | 'any';

export interface EnumType {
  readonly kind: 'enum';
  /** By number, from 0; the first is the default. */
  readonly names: readonly string[];
}

export interface ListType {
  readonly kind: 'list';
  readonly of: Scalar | EnumType | MessageType;
}

export interface MapType {
  readonly kind: 'map';
  readonly of: Scalar | EnumType | MessageType;
}

export interface MessageType {
  readonly kind: 'message';
  readonly fields: Readonly<Record<string, FieldType>>;
  /** Fields of which one can be set; where several are given, the last of these wins. */
  readonly oneOfs: readonly (readonly string[])[];
}

/** A message of these fields. */
export function message(
  fields: Readonly<Record<string, FieldType>>,
  ...oneOfs: readonly (readonly string[])[]
): MessageType {
  return { kind: 'message', fields, oneOfs };
}

/** A list. */
export function list(of: ListType['of']): ListType {
  return { kind: 'list', of };
}

/** A map from texts. */
export function map(of: MapType['of']): MapType {
  return { kind: 'map', of };
}

/** An enumeration; the first name is the default. */
export function oneName(...names: readonly string[]): EnumType {
  return { kind: 'enum', names };
}
