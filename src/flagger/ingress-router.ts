import { equalJson } from '../manifest/equal';
import type { Json, JsonObject, Manifest } from '../manifest/manifest';
import { asObject, hasField, labelsIn, listIn, objectIn, textIn } from '../mesh/json-field';
import type { CanarySettings } from './canary-settings';
import { FLUX_ANNOTATIONS } from './flux-annotations';
import { ownedBy } from './owner-reference';
import { done, refused, type Attempt, type Router, type RouterReading } from './router';
import type { Tick } from './tick';
import type { Routes } from './weights';
import { getObject, objectKey, setObject } from './world';

/** Provider nginx: a copy of the Ingress whose annotations carry the weight or the test. */
export const ingressRouter: Router = { reconcile, read, write };

/** `-ingress-annotations-prefix` of the controller. */
const PREFIX = 'nginx.ingress.kubernetes.io/';

type Annotations = Readonly<Record<string, string>>;

function reconcile(tick: Tick): Attempt {
  const { settings } = tick;
  const { ingress, names, namespace } = settings;
  if (ingress === '') return refused('ingress selector is empty');
  const source = findIngress(tick, ingress);
  if (source === undefined) {
    return refused(`ingress ${ingress}.${namespace} get query error: ${missing(ingress)}`);
  }
  const spec = copySpec(objectIn(source, 'spec'), names.apex, names.canaryService);
  if (spec === undefined) return refused(`backend ${names.apex} not found in ingress ${ingress}`);
  const live = findCopy(tick);
  // once the copy exists only its spec follows the source
  if (live === undefined) return done(put(tick, newIngress(settings, source, spec)));
  return done(equalJson(live['spec'], spec) ? tick : put(tick, { ...live, spec }));
}

function read(tick: Tick): RouterReading {
  const name = canaryIngress(tick.settings);
  const live = findCopy(tick);
  const what = `ingress ${name}.${tick.settings.namespace}`;
  if (live === undefined) {
    return { kind: 'absent', error: `${what} get query error: ${missing(name)}` };
  }
  const annotations = labelsIn(live.metadata, 'annotations');
  const isTest =
    tick.settings.analysis.match.length > 0 &&
    (annotations[`${PREFIX}canary-by-cookie`] !== undefined ||
      annotations[`${PREFIX}canary-by-header`] !== undefined);
  if (isTest) return { kind: 'weights', routes: { primary: 0, canary: 100, mirrored: false } };
  const weight = annotations[`${PREFIX}canary-weight`] ?? '0';
  if (!/^[+-]?\d+$/.test(weight)) {
    const why = `strconv.Atoi: parsing ${JSON.stringify(weight)}: invalid syntax`;
    return { kind: 'error', error: `failed to convert ${weight} to int: ${why}` };
  }
  const canary = Number(weight);
  return { kind: 'weights', routes: { primary: 100 - canary, canary, mirrored: false } };
}

function write(tick: Tick, { canary }: Routes): Attempt {
  const name = canaryIngress(tick.settings);
  const live = findCopy(tick);
  if (live === undefined) {
    const what = `ingress ${name}.${tick.settings.namespace}`;
    return refused(`${what} get query error: ${missing(name)}`);
  }
  const known = labelsIn(live.metadata, 'annotations');
  const { match } = tick.settings.analysis;
  const asked =
    match.length > 0
      ? { ...known, ...testAnnotations(match) }
      : { ...known, [`${PREFIX}canary-weight`]: String(canary) };
  const annotations =
    canary > 0 ? { ...asked, [`${PREFIX}canary`]: 'true' } : restingAnnotations(asked);
  return done(put(tick, { ...live, metadata: { ...live.metadata, annotations } }));
}

function canaryIngress({ ingress }: CanarySettings): string {
  return `${ingress}-canary`;
}

function findIngress(tick: Tick, name: string): Manifest | undefined {
  return getObject(tick.world.objects, objectKey('Ingress', tick.settings.namespace, name));
}

function findCopy({ world, settings }: Tick): Manifest | undefined {
  return getObject(world.objects, settings.keys.canaryIngress);
}

function put(tick: Tick, object: Manifest): Tick {
  const objects = setObject(tick.world.objects, tick.settings.keys.canaryIngress, object);
  return { ...tick, world: { ...tick.world, objects } };
}

function missing(name: string): string {
  return `ingresses.networking.k8s.io ${JSON.stringify(name)} not found`;
}

/** The spec with the first path of each rule that goes to the apex sent to the canary; undefined without one. */
function copySpec(spec: JsonObject, apex: string, canary: string): JsonObject | undefined {
  const rules = listIn(spec, 'rules').map((rule) => {
    const paths = listIn(objectIn(rule, 'http'), 'paths');
    const place = paths.findIndex((path) => backendOf(path) === apex);
    if (place < 0) return rule;
    const copied = paths.map((path, index) => (index === place ? sendTo(path, canary) : path));
    return { ...asObject(rule), http: { ...objectIn(rule, 'http'), paths: copied } };
  });
  const isFound = rules.some((rule, index) => rule !== listIn(spec, 'rules')[index]);
  return isFound ? { ...spec, rules } : undefined;
}

function backendOf(path: Json): string | undefined {
  return textIn(objectIn(objectIn(path, 'backend'), 'service'), 'name');
}

function sendTo(path: Json, name: string): JsonObject {
  const backend = objectIn(path, 'backend');
  const service = { ...objectIn(backend, 'service'), name };
  return { ...asObject(path), backend: { ...backend, service } };
}

function newIngress(settings: CanarySettings, source: Manifest, spec: JsonObject): Manifest {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name: canaryIngress(settings),
      namespace: settings.namespace,
      ...(hasField(source.metadata, 'labels')
        ? { labels: labelsIn(source.metadata, 'labels') }
        : {}),
      annotations: {
        ...restingAnnotations(labelsIn(source.metadata, 'annotations')),
        ...FLUX_ANNOTATIONS,
      },
      ownerReferences: ownedBy(settings),
    },
    spec,
  };
}

/** Without traffic: all that is about a canary is taken away, and a weight of 0 set. */
function restingAnnotations(annotations: Annotations): Annotations {
  const kept = Object.entries(annotations).filter(
    ([key]) =>
      !key.includes(`${PREFIX}canary`) &&
      !key.includes('kubectl.kubernetes.io/last-applied-configuration'),
  );
  return {
    ...Object.fromEntries(kept),
    [`${PREFIX}canary`]: 'true',
    [`${PREFIX}canary-weight`]: '0',
  };
}

/** Of all conditions one header and one cookie survive, the last of each. */
function testAnnotations(match: readonly Json[]): Annotations {
  const found: Record<string, string> = {};
  for (const one of match) {
    const headers = objectIn(one, 'headers');
    for (const name of Object.keys(headers)) {
      const exact = textIn(headers[name], 'exact') ?? '';
      if (name === 'cookie') {
        found['by-cookie'] = exact;
      } else {
        found['by-header'] = name;
        found['by-header-value'] = exact;
        found['by-header-pattern'] = textIn(headers[name], 'regex') ?? '';
      }
    }
  }
  const set = Object.entries(found).filter(([, value]) => value !== '');
  return Object.fromEntries(set.map(([name, value]) => [`${PREFIX}canary-${name}`, value]));
}
