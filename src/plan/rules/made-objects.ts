import { read, textOf } from './record';
import type { PlanContext } from './rule';

/** An object that the compiler makes, and the field of the plan that names it. */
export interface MadeObject {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  /** Path of the plan's field that the name comes from. */
  readonly at: string;
}

type Role = 'service' | 'primary' | 'canary' | 'mesh' | 'external' | 'gateway';

const ISTIO = 'networking.istio.io';

/** The objects that the compiler makes for a plan, as far as the plan names them. */
export function madeObjects(context: PlanContext): readonly MadeObject[] {
  const { plan } = context;
  const made = (group: string, kind: string, role: Role): readonly MadeObject[] => {
    const name = nameOf(context, role);
    return name === undefined ? [] : [{ group, kind, name, at: originOf(context, role) }];
  };
  const tracks = (group: string, kind: string): readonly MadeObject[] => [
    ...made(group, kind, 'primary'),
    ...made(group, kind, 'canary'),
  ];
  const subsets = plan.layout === 'subsets';
  const external = read(plan.router, 'gateway') !== undefined;
  const gateway = external && typeof read(plan.router, 'gateway') !== 'string';
  const policy = read(plan.router, 'trafficPolicy') !== undefined;
  return [
    ...tracks('apps', 'Deployment'),
    ...made('', 'Service', 'service'),
    ...(subsets ? made(ISTIO, 'DestinationRule', 'mesh') : tracks('', 'Service')),
    ...(policy && !subsets ? tracks(ISTIO, 'DestinationRule') : []),
    ...made(ISTIO, 'VirtualService', 'mesh'),
    ...(external ? made(ISTIO, 'VirtualService', 'external') : []),
    ...(gateway ? made(ISTIO, 'Gateway', 'gateway') : []),
  ];
}

/** Name of the Service that callers use; undefined where the plan has none that is a text. */
export function callersService(context: PlanContext): string | undefined {
  return nameOf(context, 'service');
}

function nameOf({ plan, application }: PlanContext, role: Role): string | undefined {
  const own = role === 'service' ? read(application?.service, 'metadata', 'name') : undefined;
  const named = own ?? read(plan.names, role);
  return textOf(named === undefined && role === 'service' ? plan.name : named);
}

function originOf({ input, application }: PlanContext, role: Role): string {
  if (role === 'service' && application?.service !== undefined) return 'service';
  return read(input, 'names', role) === undefined ? 'name' : `names.${role}`;
}
