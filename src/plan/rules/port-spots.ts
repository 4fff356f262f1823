import { isRecord, listOf, read, textOf } from './record';
import type { PlanContext } from './rule';
import { newDeployment } from './sound-objects';
import { field, items, objectSpot, planSpot, type Spot } from './spot';

/** A port of the application's Service, with the defaults that the compiler fills in. */
export interface PortSpot {
  readonly spot: Spot;
  readonly name: unknown;
  readonly port: unknown;
  readonly targetPort: unknown;
  readonly appProtocol: unknown;
  readonly protocol: unknown;
}

/** The ports of the application's Service: the chart's own, else the plan's. */
export function portSpots(context: PlanContext): readonly PortSpot[] {
  const { input, application } = context;
  if (application?.service !== undefined) {
    return items(field(objectSpot(application.service), 'spec', 'ports')).map((spot) =>
      portOf(spot, undefined),
    );
  }
  const service = field(planSpot(input), 'service');
  if (!isRecord(service.value)) return [];
  const ports = field(service, 'ports');
  const spots = ports.value === undefined ? [service] : items(ports);
  return spots.map((spot) => portOf(spot, 'http'));
}

/** The port numbers of the application's Service, as far as they are numbers. */
export function portNumbersOf(context: PlanContext): readonly number[] {
  return portSpots(context)
    .map(({ port }) => port)
    .filter((port) => typeof port === 'number');
}

/** A port that a container declares. */
export interface DeclaredPort {
  readonly name: string | undefined;
  readonly number: unknown;
}

/** The ports that the containers of the new version declare. */
export function declaredPorts(context: PlanContext): readonly DeclaredPort[] {
  return templatePorts(read(newDeployment(context)?.spec, 'template'));
}

/** The ports that the containers of a pod template declare, sidecars among the init containers too. */
export function templatePorts(template: unknown): readonly DeclaredPort[] {
  const sidecars = listOf(read(template, 'spec', 'initContainers')).filter(
    (container) => read(container, 'restartPolicy') === 'Always',
  );
  return [...listOf(read(template, 'spec', 'containers')), ...sidecars]
    .flatMap((container) => listOf(read(container, 'ports')))
    .map((port) => ({ name: textOf(read(port, 'name')), number: read(port, 'containerPort') }));
}

function portOf(spot: Spot, defaultName: string | undefined): PortSpot {
  const at = (name: string): unknown => read(spot.value, name);
  return {
    spot,
    name: at('name') ?? defaultName,
    port: at('port'),
    targetPort: at('targetPort') ?? at('port'),
    appProtocol: at('appProtocol'),
    protocol: at('protocol') ?? 'TCP',
  };
}
