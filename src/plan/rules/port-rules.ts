import { complain, complainOf, listNames } from './complain';
import { isDnsLabel, isPortName } from './kubernetes-names';
import { declaredPorts, portSpots, type PortSpot } from './port-spots';
import { isIntegerWithin, isRecord, read } from './record';
import type { Occurrence, PlanContext, PlanRule } from './rule';
import { show } from './show';
import { field, isGiven, objectSpot, planSpot, type Spot } from './spot';

const NUMBERS = 'an integer from 1 to 65535';

/** Rules on the ports of the application's Service. */
export const portRules: readonly PlanRule[] = [
  {
    id: 'port-invalid',
    severity: 'error',
    title: 'ports are port numbers or names, each there once',
    why: 'The API server refuses a Service with such a port while the routes to it are applied: every request would be answered with 503.',
    fix: "write { port: 80, targetPort: 8080 }; names have lower-case letters, digits and '-'",
    find: (context) => [
      ...findNoPorts(context),
      ...portSpots(context).flatMap(findBadPort),
      ...findRepeated(portSpots(context)),
      ...findBadListener(field(planSpot(context.input), 'router', 'gateway')),
    ],
  },
  {
    id: 'port-name-missing',
    severity: 'error',
    title: 'each of several ports has a name',
    why: 'The API server refuses a Service of several ports without names.',
    fix: "name each port by its protocol: 'http-web', 'grpc'",
    find: (context) => {
      const ports = portSpots(context);
      if (ports.length < 2) return [];
      return ports
        .filter(({ spot }) => read(spot.value, 'name') === undefined)
        .map(({ spot }) => complain(spot, 'one of several ports, without a name'));
    },
  },
  {
    id: 'port-name-unknown',
    severity: 'error',
    title: 'a targetPort by name is a port of a container',
    why: 'A name that no container has leads nowhere: the Service has no endpoints on this port, and callers get 503.',
    fix: 'name the port in the container, or use its number',
    find: (context) => {
      const names = declaredPorts(context).flatMap(({ name }) => name ?? []);
      return portSpots(context)
        .filter(({ targetPort }) => typeof targetPort === 'string' && !names.includes(targetPort))
        .map(({ spot }) =>
          complain(field(spot, 'targetPort'), 'no container has a port of this name', {
            allowed: listNames(names),
          }),
        );
    },
  },
  {
    id: 'port-undeclared',
    severity: 'warning',
    title: 'a targetPort by number is one that a container declares',
    why: 'The containers declare ports, but not this one. Either the declaration is incomplete, or the Service leads to a port where nothing listens, and callers get 503.',
    fix: 'correct `targetPort`, or declare the port in the container',
    find: (context) => {
      const numbers = declaredPorts(context).map(({ number }) => number);
      if (numbers.length === 0) return [];
      return portSpots(context)
        .filter(({ targetPort }) => typeof targetPort === 'number' && !numbers.includes(targetPort))
        .map(({ spot, targetPort }) => {
          const named = field(spot, isGiven(field(spot, 'targetPort')) ? 'targetPort' : 'port');
          const message = `no container declares port ${show(targetPort)}`;
          return complainOf(named, message, { allowed: numbers.map(show).join(', ') });
        });
    },
  },
];

function findNoPorts({ input, application }: PlanContext): readonly Occurrence[] {
  if (application?.service !== undefined) {
    const ports = field(objectSpot(application.service), 'spec', 'ports');
    const some = Array.isArray(ports.value) && ports.value.length > 0;
    return some ? [] : [complain(ports, 'a Service without ports')];
  }
  const service = field(planSpot(input), 'service');
  if (!isGiven(service)) return [];
  const allowed = '{ port, targetPort } or { ports: [{ name, port, targetPort }, …] }';
  if (!isRecord(service.value))
    return [complain(service, 'not the ports of a Service', { allowed })];
  const ports = field(service, 'ports');
  if (!isGiven(ports)) return [];
  if (isGiven(field(service, 'port'))) {
    return [complain(service, 'says both `port` and `ports`', { allowed })];
  }
  const some = Array.isArray(ports.value) && ports.value.length > 0;
  return some ? [] : [complain(ports, 'not a list of ports', { allowed })];
}

function findBadPort({
  spot,
  name,
  port,
  targetPort,
  appProtocol,
}: PortSpot): readonly Occurrence[] {
  if (!isRecord(spot.value)) return [complain(spot, 'not a port')];
  const found: Occurrence[] = [];
  if (!isNumber(port))
    found.push(complain(field(spot, 'port'), 'not a port number', { allowed: NUMBERS }));
  const named = typeof targetPort === 'string' && isPortName(targetPort);
  if (isGiven(field(spot, 'targetPort')) && !isNumber(targetPort) && !named) {
    const allowed = `${NUMBERS}, or a name of up to 15 lower-case letters, digits and '-'`;
    found.push(complain(field(spot, 'targetPort'), 'not a port of a container', { allowed }));
  }
  if (name !== undefined && !(typeof name === 'string' && isDnsLabel(name))) {
    const allowed = "1-63 lower-case letters, digits and '-'";
    found.push(complain(field(spot, 'name'), 'not a name of a port', { allowed }));
  }
  if (appProtocol !== undefined && typeof appProtocol !== 'string') {
    found.push(complain(field(spot, 'appProtocol'), 'not a text'));
  }
  return found;
}

function findRepeated(ports: readonly PortSpot[]): readonly Occurrence[] {
  const seen = new Set<string>();
  return ports.flatMap(({ spot, name, port, protocol }) => {
    const claims = [
      ['port', isNumber(port) ? `number ${port} ${show(protocol)}` : undefined],
      ['name', typeof name === 'string' ? `name ${name}` : undefined],
    ] as const;
    return claims.flatMap(([of, claim]) => {
      if (claim === undefined) return [];
      if (seen.has(claim)) return [complain(field(spot, of), `a ${of} that another port has too`)];
      seen.add(claim);
      return [];
    });
  });
}

function findBadListener(gateway: Spot): readonly Occurrence[] {
  const port = field(gateway, 'port');
  if (!isGiven(port)) return [];
  if (!isNumber(port.value)) return [complain(port, 'not a port number', { allowed: NUMBERS })];
  const https =
    isGiven(field(gateway, 'tls')) && read(gateway.value, 'tls', 'plainHttp') !== 'closed';
  if (!https || port.value !== 443) return [];
  return [
    complain(port, 'the port of HTTPS', { fix: "use another port, or say plainHttp: 'closed'" }),
  ];
}

function isNumber(value: unknown): value is number {
  return isIntegerWithin(value, 1, 65535);
}
