import type { Severity } from '../../finding/finding';
import { objectIn, textIn } from '../../mesh/json-field';
import type { Breach, CheckRule } from '../rule';
import type { CheckState } from '../state';
import { joinWords, tellClasses } from './caller-classes';
import { leaksOf, type Leak, type LeakCause } from './leaks';
import { nameOfWorkload, tellPercent } from './tell-shares';

/** Rules on callers that a split does not bind: they reach pods in the ratio of replicas. */
export const splitBypassRules: readonly CheckRule[] = [
  {
    id: 'mesh-skips-split',
    area: 'traffic',
    severity: 'error',
    title: 'a split on the name of a Service binds the mesh too',
    why: 'A list of gateways without `mesh` takes a VirtualService away from every sidecar. Callers in the mesh then reach all ready pods of the Service, the canary by its number of replicas: 10 % at the gateway, 50 % inside.',
    fix: 'add `mesh` to `gateways`, or let the Service select the primary only',
    find: (state) => breachesOf(state, 'mesh-not-bound', 'spec.gateways', tellUnbound),
  },
  {
    id: 'split-not-exported',
    area: 'traffic',
    severity: 'warning',
    title: 'every namespace that can call a Service sees its split',
    why: 'A VirtualService that is not exported to the namespace of a caller does not exist for it: the caller reaches all ready pods of the Service, the canary included.',
    fix: 'export the VirtualService to the same namespaces as the Service',
    find: (state) =>
      breachesOf(
        state,
        'not-exported',
        'spec.exportTo',
        ({ config }) => `${config.place.object} is not exported to them`,
      ),
  },
  {
    id: 'split-not-imported',
    area: 'traffic',
    severity: 'warning',
    title: 'Sidecar resources import the split of every Service that their pods call',
    why: "What a Sidecar resource does not import does not exist for its pods. They still reach the Service's address, and behind it all ready pods, the canary included.",
    fix: "add the namespace of the VirtualService and its host to the Sidecar's `egress.hosts`",
    find: (state) =>
      breachesOf(
        state,
        'not-imported',
        'spec',
        ({ config }) => `their Sidecar resource does not import ${config.place.object}`,
      ),
  },
  {
    id: 'split-leaves-callers-out',
    area: 'traffic',
    severity: 'error',
    title: 'some rule of a split is for every caller of the mesh',
    why: 'Where all matches ask for another port, gateway, source label or namespace, nothing is left of the VirtualService for a caller. Istio then takes it as absent, and the caller reaches all ready pods.',
    fix: 'end the list with a rule without a match, or drop the condition',
    find: (state) =>
      breachesOf(
        state,
        'matches-leave-out',
        'spec.http',
        ({ config }) => `no match of ${config.place.object} is for them`,
      ),
  },
  {
    id: 'split-on-other-host',
    area: 'traffic',
    severity: 'warning',
    title: 'a split has the host that its callers use',
    why: 'A VirtualService binds requests for its own hosts. Callers in the mesh say the name of the Service, not the external host: they skip the split and reach all ready pods.',
    fix: 'add the full name of the Service to `hosts` and `mesh` to `gateways`, or let the Service select the primary only',
    find: (state) =>
      breachesOf(
        state,
        'host-not-routed',
        'spec.hosts',
        ({ config, service }) => `${config.place.object} has other hosts than ${service.host}`,
      ),
  },
  {
    id: 'service-beside-split',
    area: 'traffic',
    severity: 'warning',
    title: 'no other Service leads to the pods of several tracks',
    why: 'A split binds the hosts that it names. Whoever calls the same pods by another Service reaches them in the ratio of replicas.',
    fix: 'let the other Service select the primary only, or give it the same routes',
    find: findOtherServices,
  },
  {
    id: 'split-on-non-http-port',
    area: 'traffic',
    severity: 'error',
    title: 'a port with HTTP routes is declared as HTTP',
    why: 'On a port named tcp, redis or https the mesh does not look for HTTP: all `http` rules are ignored, and connections go to all ready pods.',
    fix: 'name the port http, http2 or grpc (with any suffix after a dash), or set `appProtocol`',
    find: findNonHttp,
  },
  {
    id: 'outside-mesh-reaches-canary',
    area: 'traffic',
    severity: 'info',
    title: 'the Service that clients outside the mesh call selects the primary only',
    why: 'Clients without a sidecar, probes and the host network go by the Service alone: they reach all ready pods that it selects, whatever the routes say.',
    fix: 'let the Service select the primary only, and route to Services `-primary` and `-canary`',
    find: findOutside,
  },
];

function breachesOf(
  state: CheckState,
  cause: LeakCause,
  path: string,
  reason: (leak: Leak) => string,
): readonly Breach[] {
  return leaksOf(state)
    .filter((leak) => leak.cause === cause)
    .flatMap((leak) => {
      const manifest = leak.part.manifestAt(leak.config.place);
      if (manifest === undefined) return [];
      const message = `${tellLeak(leak)} (${reason(leak)})`;
      // an HTTPRoute says by its parents whom it binds
      const at = manifest.kind === 'HTTPRoute' ? 'spec.parentRefs' : path;
      return [{ manifest, path: at, message, ...milder(leak) }];
    });
}

function findOtherServices(state: CheckState): readonly Breach[] {
  return leaksOf(state)
    .filter(({ cause }) => cause === 'other-service')
    .map((leak) => ({
      manifest: leak.service.origin,
      path: 'spec.selector',
      message: `${tellLeak(leak)} (${leak.config.place.object} does not name ${leak.service.host})`,
      // peers and discovery use headless Services, users hardly ever
      ...(leak.service.kind === 'headless' ? { severity: 'info' as const } : milder(leak)),
    }));
}

function findNonHttp(state: CheckState): readonly Breach[] {
  return leaksOf(state)
    .filter(({ cause, service }) => {
      // beside a port for HTTP, one for metrics or a database protocol is as it should be
      const http = service.ports.some(({ protocol }) => protocol === 'http' || protocol === 'auto');
      return cause === 'not-http' && !http;
    })
    .map((leak) => {
      const index = leak.service.ports.findIndex(({ number }) => number === leak.port);
      return {
        manifest: leak.service.origin,
        path: `spec.ports[${index}]`,
        given: leak.service.ports[index]?.name ?? '',
        message: `${tellLeak(leak)} (the http rules of ${leak.config.place.object} are ignored on port ${leak.port})`,
        ...milder(leak),
      };
    });
}

function findOutside(state: CheckState): readonly Breach[] {
  const told = new Set(
    leaksOf(state)
      .filter(({ cause }) => cause !== 'outside-mesh')
      .map(({ service }) => service),
  );
  return leaksOf(state)
    .filter(({ cause, service }) => cause === 'outside-mesh' && !told.has(service))
    .filter((leak) => raisedCanaries(leak).length > 0)
    .map((leak) => {
      const open = openTo(leak);
      return {
        manifest: leak.service.origin,
        path: 'spec.selector',
        message: `${open.who} reach ${tellRaised(leak)} (the Service selects the pods of both)`,
        severity: open.severity,
      };
    });
}

/** Whether such clients are likely: then a leak is a warning. */
function openTo({ service }: Leak): { readonly who: string; readonly severity: Severity } {
  const type = textIn(objectIn(service.origin, 'spec'), 'type');
  if (type === 'LoadBalancer' || type === 'NodePort') {
    return { who: `clients of the ${type}`, severity: 'warning' };
  }
  return { who: 'clients outside the mesh', severity: 'info' };
}

function tellUnbound({ config }: Leak): string {
  return `${config.place.object} is bound to ${joinWords([...config.gateways])} only`;
}

/** Who gets what: `sidecars in shop skip the split and reach api-canary with 50 % of their requests instead of 10 %`. */
function tellLeak(leak: Leak): string {
  return `${tellClasses(leak.callers)} skip the split and reach ${tellRaised(leak)}`;
}

function tellRaised(leak: Leak): string {
  const canaries = raisedCanaries(leak);
  const told = canaries.length > 0 ? canaries : leak.raised;
  return joinWords(
    told.map(
      ({ workload, share, declared }, index) =>
        `${nameOfWorkload(workload)} with ${tellPercent(share)}${index === 0 ? ' of their requests' : ''} instead of ${tellPercent(declared)}`,
    ),
  );
}

/** Of those who get too much, all but the one that the routes give most. */
function raisedCanaries({ raised }: Leak): Leak['raised'] {
  return raised.filter(({ isMain }) => !isMain);
}

/** A leak that only takes requests away from a canary hurts nobody yet. */
function milder(leak: Leak): { readonly severity?: Severity } {
  return raisedCanaries(leak).length > 0 ? {} : { severity: 'warning' };
}
