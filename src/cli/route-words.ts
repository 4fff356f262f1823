import type { Failure, Outcome } from '../mesh/outcome-kinds';
import type { MeshRequest } from '../mesh/request';
import type { Answer } from './route-answer';
import { tellPlace } from '../mesh/place';

/** A share as people read it: `33.3 %`. */
export function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`;
}

/** What a failure means to the one who calls. */
export function tellFailure({ code, status }: Failure): string {
  const answer = status === undefined ? 'no answer' : String(status);
  return `${answer} (${code}: ${MEANINGS[code]})`;
}

const MEANINGS: Readonly<Record<Failure['code'], string>> = {
  NR: 'no route takes the request',
  NC: 'the proxy knows no such destination',
  UH: 'no pod of the destination is ready',
  UF: 'nobody answers at the address',
  closed: 'the connection is closed',
  rejected: 'the proxy refuses the routes and keeps those it had',
};

/** The request on one line: `GET http://api.shop:80/cart (x-qa: yes)`. */
export function tellRequest({ method, host, port, path, headers, secure }: MeshRequest): string {
  const scheme = secure === true ? 'https' : 'http';
  const pairs = Object.entries(headers ?? {}).map(([name, value]) => `${name}: ${value}`);
  const more = pairs.length === 0 ? '' : ` (${pairs.join(', ')})`;
  return `${method ?? 'GET'} ${scheme}://${host}:${port}${path ?? '/'}${more}`;
}

/** The rule that decides, with its place: `VirtualService shop/api, spec.http[0] (shop.yaml:12:5)`. */
export function tellRule({ outcome, source }: Answer): string | undefined {
  if (!('route' in outcome) || outcome.route === undefined) return undefined;
  const where = source === undefined ? '' : ` (${source.file}:${source.line}:${source.column})`;
  return `${tellPlace(outcome.route)}${where}`;
}

/** What happens where no pod is chosen by a rule. */
export function tellKind(outcome: Outcome): string | undefined {
  switch (outcome.kind) {
    case 'route':
    case 'tcp':
      return undefined;
    case 'passthrough':
      return 'no route decides: it goes to the address that was dialled, so to all pods behind it';
    case 'redirect':
      return `redirect ${outcome.status}${outcome.location === undefined ? '' : ` to ${outcome.location}`}`;
    case 'direct-response':
      return `the proxy answers ${outcome.status} by itself`;
    case 'unknown':
      return `unknown: ${outcome.reason}`;
    case 'no-route':
    case 'blackhole':
    case 'reset':
    case 'refused':
    case 'invalid-weights':
      return undefined;
  }
}
