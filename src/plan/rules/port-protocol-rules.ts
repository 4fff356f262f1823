import { complain, complainOf } from './complain';
import { portSpots, type PortSpot } from './port-spots';
import { textOf } from './record';
import type { Occurrence, PlanRule } from './rule';
import { show } from './show';
import { field, isGiven, type Spot } from './spot';

/** What Istio routes by HTTP rules when the port's name begins with it (istio `protocol.Parse`). */
const HTTP_NAMES: ReadonlySet<string> = new Set(['http', 'http2', 'grpc', 'grpc-web']);

/** The same for `appProtocol`, where Kubernetes's own names count too. */
const HTTP_PROTOCOLS: ReadonlySet<string> = new Set([
  ...HTTP_NAMES,
  'kubernetes.io/h2c',
  'kubernetes.io/ws',
]);

/** The rule on what Istio takes a port for. */
export const portProtocolRules: readonly PlanRule[] = [
  {
    id: 'port-protocol',
    severity: 'error',
    title: 'every port of the Service is HTTP to Istio',
    why: 'Istio reads the protocol off `appProtocol`, else off the name of the port. A port that is not HTTP to it ignores the weights and header routes of the release, and one that it has to guess may be either.',
    fix: "begin the port's name with http, http2, grpc or grpc-web, or set appProtocol; give other protocols a Service of their own",
    find: (context) => portSpots(context).flatMap(findOther),
  },
];

function findOther({ spot, name, appProtocol, protocol }: PortSpot): readonly Occurrence[] {
  if (protocol !== 'TCP') {
    return [
      complain(field(spot, 'protocol'), 'not TCP, which HTTP runs over', { allowed: "'TCP'" }),
    ];
  }
  if (appProtocol !== undefined) {
    const known = HTTP_PROTOCOLS.has(textOf(appProtocol)?.toLowerCase() ?? '');
    const allowed = [...HTTP_PROTOCOLS].join(', ');
    const fault = complain(field(spot, 'appProtocol'), 'not HTTP to Istio', { allowed });
    return known ? [] : [fault];
  }
  if (name === undefined) return [complainOf(spot, 'has no name, so Istio guesses its protocol')];
  const text = textOf(name);
  if (text === undefined || HTTP_NAMES.has(protocolOf(text))) return [];
  const fix = `name it 'http-${text}', or write appProtocol: 'http'`;
  return [
    { ...complain(nameSpot(spot), 'not a name of HTTP to Istio', { fix }), given: show(name) },
  ];
}

/** What stands before the first `-`; `grpc-web` is the one protocol that has a `-` itself. */
function protocolOf(name: string): string {
  return name.startsWith('grpc-web') ? 'grpc-web' : (name.split('-')[0] ?? '');
}

function nameSpot(spot: Spot): Spot {
  const name = field(spot, 'name');
  return isGiven(name) ? name : spot;
}
