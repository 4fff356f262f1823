/** A check of one `format`, for the type that it goes with. */
type Format =
  | { readonly type: 'number'; readonly validate: (value: number) => boolean }
  | { readonly type: 'string'; readonly validate: (value: string) => boolean };

/** The formats that an API server checks, as far as the known schemas use them; others say nothing. */
export const FORMATS: Readonly<Record<string, Format>> = {
  int32: numeric((value) => Math.abs(value) < 2 ** 31 || value === -(2 ** 31)),
  int64: numeric((value) => Math.abs(value) <= 2 ** 63),
  byte: textual((value) =>
    /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/u.test(value),
  ),
  'date-time': textual((value) => DATE_TIME.test(value)),
  ipv4: textual((value) => IPV4.test(value)),
  ipv6: textual((value) => value.includes(':') && /^[\da-f:.]+$/iu.test(value)),
};

const DATE_TIME = /^\d{4}-\d\d-\d\dt\d\d:\d\d:\d\d(?:\.\d+)?(?:z|[+-]\d\d:\d\d)$/iu;
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/u;

function numeric(validate: (value: number) => boolean): Format {
  return { type: 'number', validate };
}

function textual(validate: (value: string) => boolean): Format {
  return { type: 'string', validate };
}
