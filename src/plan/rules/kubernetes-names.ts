/** What a name of a Service or of a track may look like, for messages (DNS-1035 label). */
export const LABEL_FORM =
  "1-63 lower-case letters, digits and '-'; it begins with a letter and does not end with '-'";

/** What a name of other objects may look like, for messages (DNS-1123 subdomain). */
export const SUBDOMAIN_FORM =
  "1-253 lower-case letters, digits, '-' and '.'; each part begins and ends with a letter or digit";

/** Whether a text is a DNS-1035 label: what Services are named, and what tracks are here. */
export function isDns1035Label(text: string): boolean {
  return text.length <= 63 && /^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(text);
}

/** Whether a text is a DNS-1123 label: namespaces, ports of Services. */
export function isDnsLabel(text: string): boolean {
  return text.length <= 63 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(text);
}

/** Whether a text is a DNS-1123 subdomain: names of most objects. */
export function isDnsSubdomain(text: string): boolean {
  return text.length <= 253 && text.split('.').every(isDnsLabel);
}

/** Whether a text is the name of a container port (IANA service name: RFC 6335, section 5.1). */
export function isPortName(text: string): boolean {
  return text.length <= 15 && isDnsLabel(text) && /[a-z]/.test(text) && !text.includes('--');
}

/** Whether a text is a label key: a name, with a DNS subdomain before it or without. */
export function isLabelKey(text: string): boolean {
  const slash = text.indexOf('/');
  const name = text.slice(slash + 1);
  const prefixed = slash < 0 || isDnsSubdomain(text.slice(0, slash));
  return prefixed && name.length <= 63 && /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/.test(name);
}

/** Whether a text is the name of a header (RFC 9110, section 5.6.2, `token`). */
export function isHeaderName(text: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(text);
}
