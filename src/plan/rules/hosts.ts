import { isDnsLabel } from './kubernetes-names';
import { listOf, read } from './record';

/** What an external host may look like, for messages. */
export const HOST_FORM = "a lower-case DNS name such as 'shop.example.com', or '*.example.com'";

/** What is wrong with an external host; undefined for one that a Gateway takes. */
export function hostFault(host: string): string | undefined {
  if (/^[a-z]+:\/\//i.test(host)) return 'a host has no scheme';
  if (host.includes('/')) return 'a host has no path';
  if (host.includes(':')) return 'a host has no port';
  if (host !== host.toLowerCase()) return 'a host is written in lower case';
  const name = host.startsWith('*.') ? host.slice(2) : host;
  const labels = name.split('.');
  const wild = name !== host;
  if (host.length > 253 || !labels.every(isDnsLabel)) return 'not a DNS name';
  if (labels.length < 2 && !wild) return 'a name without a dot is no external host';
  return /^\d+$/.test(labels.at(-1) ?? '') ? 'an address is no DNS name' : undefined;
}

/** The external hosts of a router that are texts, in lower case. */
export function externalHosts(router: unknown): readonly string[] {
  return listOf(read(router, 'hosts'))
    .filter((host) => typeof host === 'string')
    .map((host) => host.toLowerCase());
}

/** Whether a request can be for both of two hosts, wildcards counted. */
export function hostsOverlap(one: string, other: string): boolean {
  return one === other || covers(one, other) || covers(other, one);
}

function covers(wildcard: string, host: string): boolean {
  return wildcard.startsWith('*.') && host.endsWith(wildcard.slice(1));
}
