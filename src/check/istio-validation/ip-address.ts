/** Whether a text is an IP address, as Go's `netip.ParseAddr` reads it. */
export function isIpAddress(text: string): boolean {
  return text.includes(':') ? isIpv6(text) : isIpv4(text);
}

/** Whether a text is an IP address, or a range such as `10.0.0.0/8`. */
export function isIpSubnet(text: string): boolean {
  if (text.split('/').length !== 2) return isIpAddress(text);
  return isIpRange(text);
}

/** Whether a text is a range in CIDR notation, `10.0.0.0/8`. */
export function isIpRange(text: string): boolean {
  const slash = text.lastIndexOf('/');
  const address = text.slice(0, slash);
  const bits = text.slice(slash + 1);
  if (slash < 0 || !isIpAddress(address) || address.includes('%')) return false;
  if (!/^(?:0|[1-9]\d{0,2})$/u.test(bits)) return false;
  return Number(bits) <= (address.includes(':') ? 128 : 32);
}

function isIpv4(text: string): boolean {
  const parts = text.split('.');
  return (
    parts.length === 4 &&
    parts.every((part) => /^(?:0|[1-9]\d{0,2})$/u.test(part) && Number(part) <= 255)
  );
}

function isIpv6(text: string): boolean {
  const percent = text.indexOf('%');
  if (percent === text.length - 1 && percent >= 0) return false;
  const address = percent < 0 ? text : text.slice(0, percent);
  const halves = address.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const isMapped = last.includes('.');
  if (isMapped && (!isIpv4(last) || address.endsWith('::'))) return false;
  const hex = isMapped ? groups.slice(0, -1) : groups;
  if (!hex.every((group) => /^[\da-fA-F]{1,4}$/u.test(group))) return false;
  const size = hex.length + (isMapped ? 2 : 0);
  return halves.length === 2 ? size < 8 : size === 8;
}
