/** A text `host:port` taken apart, as Go's `net.SplitHostPort` does it; undefined for one that is not of the form. */
export function splitHostPort(
  text: string,
): { readonly host: string; readonly port: string } | undefined {
  const bracketed = /^\[([^[\]]*)\]:([^:[\]]*)$/u.exec(text);
  const plain = /^([^:[\]]*):([^:[\]]*)$/u.exec(text);
  const [, host, port] = bracketed ?? plain ?? [];
  return host === undefined || port === undefined ? undefined : { host, port };
}
