import type { Manifest } from '../../manifest/manifest';
import { groupKind } from '../../manifest/workload';
import { complainOf, listNames } from './complain';
import type { LiveContext } from './live-context';
import { callersService } from './made-objects';
import { portSpots, templatePorts, type DeclaredPort, type PortSpot } from './port-spots';
import { isRecord, listOf, read } from './record';
import type { Occurrence } from './rule';
import { show } from './show';
import { soundObjects } from './sound-objects';
import { besidePlan, field, planSpot, type Spot } from './spot';

/** How the Service that callers use differs from the live one: its name, its ports, where they lead. */
export function findServiceDifferences(
  context: LiveContext,
  primary: Manifest | undefined,
): readonly Occurrence[] {
  const name = callersService(context);
  const today = portSpots(context);
  if (name === undefined || today.length === 0) return [];
  const services = soundObjects(context.live.objects).filter(
    (object) =>
      groupKind(object) === '/Service' &&
      (object.metadata.namespace ?? 'default') === context.plan.namespace,
  );
  const live = services.find(({ metadata }) => metadata.name === name);
  if (live === undefined) return [noService(context, name, services)];
  const declared = templatePorts(read(primary, 'spec', 'template'));
  return listOf(read(live, 'spec', 'ports')).flatMap((port) =>
    findPortDifference(port, today, declared, placeOf(context)),
  );
}

function noService({ plan }: LiveContext, name: string, services: readonly Manifest[]): Occurrence {
  const tracks: readonly unknown[] = ['primary', 'canary'].map((track) => read(plan.names, track));
  const names = services.map(({ metadata }) => metadata.name);
  const allowed = listNames(names.filter((service) => !tracks.includes(service)));
  const message = `no Service '${name}' is live: callers know another one`;
  return complainOf(besidePlan('names.service'), message, { allowed });
}

function findPortDifference(
  live: unknown,
  today: readonly PortSpot[],
  declared: readonly DeclaredPort[],
  place: Spot,
): readonly Occurrence[] {
  if (!isRecord(live)) return [];
  const same = today.find(({ name, port }) => name === live['name'] && port === live['port']);
  const shown = `port ${show(live['port'])}${live['name'] === undefined ? '' : ` ${show(live['name'])}`}`;
  if (same === undefined) {
    const fix = 'keep the port, with its name and number; or release under a new `name`';
    return [
      complainOf(place, `${shown} of the Service is live, and is gone or changed here`, { fix }),
    ];
  }
  const before = live['targetPort'] ?? live['port'];
  if (landing(before, declared) === landing(same.targetPort, declared)) return [];
  const message = `${shown} of the live Service leads to ${show(before)}; the pods that run do not know ${show(same.targetPort)}`;
  const fix = `keep targetPort: ${show(before)}, and add a port beside it for the other; or release under a new \`name\``;
  const spot = field(same.spot, 'targetPort');
  return [{ ...complainOf(spot, message, { fix }), given: show(same.targetPort) }];
}

/** The container port that a targetPort means in pods that run. */
function landing(targetPort: unknown, declared: readonly DeclaredPort[]): unknown {
  if (typeof targetPort !== 'string') return targetPort;
  return declared.find(({ name }) => name === targetPort)?.number ?? targetPort;
}

function placeOf({ input }: LiveContext): Spot {
  return field(planSpot(input), 'service');
}
