import { hasField, listIn, objectIn } from '../../mesh/json-field';
import type { Manifest } from '../../manifest/manifest';
import type { Breach, CheckRule } from '../rule';
import { partsOf, type Part } from './parts';
import { answersOf } from './probes';

/** Rules on mirrors: copies of requests, whose answers nobody sees. */
export const mirrorRules: readonly CheckRule[] = [
  {
    id: 'mirror-without-percentage',
    area: 'traffic',
    severity: 'warning',
    title: 'a mirror says how many requests it copies',
    why: 'Without a percentage every request is copied. What the copy writes to a shared database is written twice, and what both versions depend on gets twice the load.',
    fix: 'write `mirrorPercentage: { value: … }`, or 100 if all are meant',
    find: (state) => state.ofKind('networking.istio.io/VirtualService').flatMap(findUnlimited),
  },
  {
    id: 'mirror-to-nowhere',
    area: 'traffic',
    severity: 'warning',
    title: 'a mirror leads to pods that are ready',
    why: 'Copies to a host, subset or port that does not exist, or without ready pods, are dropped without any error: the version that should be tried gets no request.',
    fix: 'correct the destination, or start its pods',
    find: (state) =>
      partsOf(state)
        .filter(({ isRouted }) => isRouted)
        .flatMap(findNowhere),
  },
];

function findUnlimited(manifest: Manifest): readonly Breach[] {
  return listIn(objectIn(manifest, 'spec'), 'http').flatMap((rule, index) => {
    const path = `spec.http[${index}]`;
    const message =
      'no percentage, so every request is copied: twice the load, and twice the writes';
    const one =
      hasField(rule, 'mirror') &&
      !hasField(rule, 'mirrorPercentage') &&
      !hasField(rule, 'mirrorPercent')
        ? [{ manifest, path: `${path}.mirror`, message }]
        : [];
    const several = listIn(rule, 'mirrors').flatMap((mirror, at) =>
      hasField(mirror, 'percentage') ? [] : [{ manifest, path: `${path}.mirrors[${at}]`, message }],
    );
    return [...one, ...several];
  });
}

function findNowhere(part: Part): readonly Breach[] {
  const told = new Map<string, Breach>();
  for (const { outcome } of answersOf(part)) {
    if (!('mirrors' in outcome)) continue;
    for (const { state, cluster, place } of outcome.mirrors) {
      const manifest = place === undefined ? undefined : part.manifestAt(place);
      if (state === 'ok' || place === undefined || manifest === undefined) continue;
      const why = state === 'NC' ? 'does not exist for the caller' : 'has no ready pod';
      const message = `${cluster} ${why}: the copies are dropped without any error`;
      told.set(`${place.object} ${place.path}`, { manifest, path: place.path, message });
    }
  }
  return [...told.values()];
}
