import type { Json } from '../../manifest/manifest';
import { parseGoDuration } from './go-duration';
import type { EnumType, Scalar } from './message-type';

/** A value as it is read, and why it cannot be. */
export interface Scanned {
  readonly read: Json;
  readonly problem?: string;
}

/** A single value as protocol buffers' JSON reads it; null in a list stands for the zero value. */
export function decodeScalar(value: Json, type: Scalar | EnumType): Scanned {
  if (typeof type === 'object') return readEnum(value, type);
  switch (type) {
    case 'any':
      return { read: value };
    case 'bool':
      if (value === null || typeof value === 'boolean') return { read: value ?? false };
      return unreadable('neither true nor false');
    case 'text':
      if (value === null || typeof value === 'string') return { read: value ?? '' };
      return unreadable('not a text; put it in quotes');
    case 'bytes':
      if (value === null) return { read: '' };
      if (typeof value === 'string' && BASE64.test(value)) return { read: value };
      return unreadable('not base64');
    case 'duration':
      return readDuration(value);
    case 'double': {
      const read = readNumber(value);
      return read === undefined ? unreadable('not a number') : { read };
    }
    case 'int32':
      return readInteger(value, -(2 ** 31), 2 ** 31 - 1);
    case 'uint32':
      return readInteger(value, 0, 2 ** 32 - 1);
    case 'uint64':
      return readInteger(value, 0, 2 ** 64 - 1);
  }
}

const BASE64 = /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/u;

function readEnum(value: Json, { names }: EnumType): Scanned {
  if (typeof value === 'number' && Number.isInteger(value)) {
    return { read: names[value] ?? String(value) };
  }
  if (value === null) return { read: names[0] ?? '' };
  if (typeof value === 'string' && names.includes(value)) return { read: value };
  return unreadable(`not one of ${names.join(', ')}`);
}

function readDuration(value: Json): Scanned {
  if (value === null) return { read: { seconds: 0, nanos: 0 } };
  const duration = typeof value === 'string' ? parseGoDuration(value) : undefined;
  if (duration === undefined) return unreadable("not a duration such as '5s', '1m30s' or '250ms'");
  return { read: { seconds: duration.seconds, nanos: duration.nanos } };
}

function readInteger(value: Json, least: number, most: number): Scanned {
  const read = readNumber(value);
  if (read === undefined || !Number.isInteger(read)) return unreadable('not a whole number');
  return read >= least && read <= most ? { read } : unreadable(`not between ${least} and ${most}`);
}

function unreadable(problem: string): Scanned {
  return { read: null, problem };
}

/** Numbers may stand in quotes. */
function readNumber(value: Json): number | undefined {
  if (value === null) return 0;
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return Number(value);
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/u.test(value) ? Number(value) : undefined;
}
