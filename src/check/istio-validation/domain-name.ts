/** Why a name is no full domain name; undefined for a good one. Istio takes upper case and a dot at the end. */
export function domainFault(name: string): string | undefined {
  return lengthFault(name) ?? labelsFault(name);
}

/** As `domainFault`, but the first label may be `*`, `*x` or `*-x`. */
export function wildcardDomainFault(name: string): string | undefined {
  const fault = lengthFault(name);
  if (fault !== undefined) return fault;
  const dot = name.indexOf('.');
  const first = dot < 0 ? name : name.slice(0, dot);
  if (first.length > LONGEST_LABEL || !WILDCARD_LABEL.test(first)) return labelFault(first);
  return dot < 0 ? undefined : labelsFault(name.slice(dot + 1));
}

/**
 * As `wildcardDomainFault`, for hosts of a VirtualService at a gateway that routes by SNI: it takes the names
 * that Istio makes itself, `outbound_.80_._.web.shop.svc.cluster.local`.
 */
export function sniDomainFault(name: string): string | undefined {
  if (lengthFault(name) !== undefined || !name.startsWith('outbound_')) {
    return wildcardDomainFault(name);
  }
  const [, port = '', , host] = name.split('_');
  if (host === undefined) return 'not of the form outbound_.<port>_.<subset>_.<host>';
  if (!/\d/u.test(port)) return `no port in '${name}'`;
  return /[a-zA-Z]/u.test(host.replace(/^\.+|\.+$/gu, '')) ? undefined : `no host in '${name}'`;
}

/** Whether a name is a DNS label as Istio takes it: at most 63 letters, digits and dashes. */
export function isLabel(name: string): boolean {
  return name.length <= LONGEST_LABEL && LABEL.test(name);
}

/** Why a host has a wildcard that stands for part of a label, `*web.example.com`. */
export function partialWildcardFault(host: string): string | undefined {
  const isPartial = host.includes('*') && host.length !== 1 && !host.startsWith('*.');
  return isPartial ? 'a wildcard stands for a whole label: *.example.com' : undefined;
}

const LONGEST_LABEL = 63;
const LONGEST_NAME = 255;
const LABEL = /^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$/u;
const WILDCARD_LABEL = /^(?:\*|(?:\*|\*-)?[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?)$/u;

function lengthFault(name: string): string | undefined {
  if (name === '') return 'empty';
  return name.length > LONGEST_NAME ? `longer than ${LONGEST_NAME} characters` : undefined;
}

function labelsFault(name: string): string | undefined {
  const labels = name.split('.');
  const top = labels.at(-1) ?? '';
  // Go reads a number of at most 64 bits
  if (/^[+-]?\d{1,18}$/u.test(top)) return `the last label '${top}' is a number`;
  const wrong = labels.find(
    (label, index) => !isLabel(label) && !(label === '' && index === labels.length - 1),
  );
  return wrong === undefined ? undefined : labelFault(wrong);
}

function labelFault(label: string): string {
  return `the label '${label}' is not made of at most 63 letters, digits and dashes`;
}
