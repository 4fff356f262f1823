import type { Json, Manifest } from '../../manifest/manifest';
import { hasField, listIn, numberIn, objectIn, textIn } from '../../mesh/json-field';
import { specOf } from './analysis-world';

/** A destination that a VirtualService names. */
export interface RouteDestination {
  readonly kind: 'route' | 'mirror';
  readonly host: string;
  readonly subset: string;
  /** The port; undefined where the destination names none. */
  readonly port?: number;
  /** Path of the destination. */
  readonly path: string;
  /** The field whose line Istio prints with a message about the destination; it finds none for `mirrors`. */
  readonly line?: string;
}

/** The destinations of a VirtualService, in the order in which Istio looks at them: routes, then mirrors. */
export function destinationsOf(virtualService: Manifest): readonly RouteDestination[] {
  const known = KNOWN.get(virtualService);
  if (known !== undefined) return known;
  const found = readDestinations(virtualService);
  KNOWN.set(virtualService, found);
  return found;
}

const KNOWN = new WeakMap<Manifest, readonly RouteDestination[]>();

function readDestinations(virtualService: Manifest): readonly RouteDestination[] {
  const spec = specOf(virtualService);
  const routes = ['tcp', 'tls', 'http'].flatMap((protocol) =>
    listIn(spec, protocol).flatMap((rule, index) =>
      listIn(rule, 'route').map((route, nth) => {
        const path = `spec.${protocol}[${index}].route[${nth}].destination`;
        return read('route', objectIn(route, 'destination'), path, `${path}.host`);
      }),
    ),
  );
  return [...routes, ...listIn(spec, 'http').flatMap(mirrorsOf)];
}

function mirrorsOf(rule: Json, index: number): readonly RouteDestination[] {
  const path = `spec.http[${index}]`;
  const one = hasField(rule, 'mirror')
    ? [read('mirror', objectIn(rule, 'mirror'), `${path}.mirror`, `${path}.mirror.host`)]
    : [];
  const several = listIn(rule, 'mirrors').map((mirror, nth) =>
    read('mirror', objectIn(mirror, 'destination'), `${path}.mirrors[${nth}].destination`),
  );
  return [...one, ...several];
}

function read(
  kind: RouteDestination['kind'],
  destination: Json,
  path: string,
  line?: string,
): RouteDestination {
  return {
    kind,
    host: textIn(destination, 'host') ?? '',
    subset: textIn(destination, 'subset') ?? '',
    path,
    ...(hasField(destination, 'port')
      ? { port: numberIn(objectIn(destination, 'port'), 'number') ?? 0 }
      : {}),
    ...(line === undefined ? {} : { line }),
  };
}
