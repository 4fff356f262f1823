import { complain, complainOf, listNames } from './complain';
import { isHeaderName } from './kubernetes-names';
import { isRecord } from './record';
import type { Occurrence, PlanRule } from './rule';
import { field, fields, isGiven, planSpot, type Spot } from './spot';

/** Rules on the router as such, and on the layout. */
export const routerRules: readonly PlanRule[] = [
  {
    id: 'router-unknown',
    severity: 'error',
    title: 'the router is one that the compiler knows',
    why: 'The router splits the traffic. Without one that the compiler knows there are no weights, and every caller would meet both versions.',
    fix: "write router: { kind: 'istio' }",
    find: ({ input }) => {
      const router = field(planSpot(input), 'router');
      if (!isRecord(router.value)) return [complain(router, 'not a router')];
      const kind = field(router, 'kind');
      if (kind.value === 'istio') return [];
      return [complain(kind, 'not a kind of router', { allowed: "'istio'" })];
    },
  },
  {
    id: 'layout-outside-mesh',
    severity: 'error',
    title: 'the layout is known, and the plan says what it means for callers outside the mesh',
    why: 'In layout `subsets` one Service holds both tracks: callers that the mesh does not govern reach the canary as soon as it has a ready pod, whatever the weight. That may not happen unsaid.',
    fix: "use layout 'services', or say outsideMesh: 'none' or 'may-reach-canary' beside layout 'subsets'",
    find: ({ input }) => findBadLayout(planSpot(input)),
  },
  {
    id: 'track-headers-invalid',
    severity: 'error',
    title: 'track headers are texts for both tracks',
    why: 'Istio refuses a route that sets a header without a good name or value, while the rest of the phase is applied.',
    fix: "write trackHeaders: { primary: { 'x-track': 'primary' }, canary: { 'x-track': 'canary' } }",
    find: ({ input }) => {
      const trackHeaders = field(planSpot(input), 'router', 'trackHeaders');
      return isGiven(trackHeaders) ? findBadTrackHeaders(trackHeaders) : [];
    },
  },
];

function findBadLayout(plan: Spot): readonly Occurrence[] {
  const layout = field(plan, 'layout');
  const outsideMesh = field(plan, 'outsideMesh');
  const layouts = ['services', 'subsets'];
  if (isGiven(layout) && !layouts.some((known) => known === layout.value)) {
    return [complain(layout, 'not a layout', { allowed: listNames(layouts) })];
  }
  const subsets = layout.value === 'subsets';
  const allowed = subsets ? ['none', 'may-reach-canary'] : ['none'];
  if (allowed.some((known) => known === outsideMesh.value)) return [];
  if (!isGiven(outsideMesh)) {
    if (!subsets) return [];
    const message = 'what callers outside the mesh may meet is not said';
    return [complainOf(outsideMesh, message, { allowed: listNames(allowed) })];
  }
  const message = `not something that layout '${subsets ? 'subsets' : 'services'}' can do`;
  return [complain(outsideMesh, message, { allowed: listNames(allowed) })];
}

function findBadTrackHeaders(trackHeaders: Spot): readonly Occurrence[] {
  return ['primary', 'canary'].flatMap((track) => {
    const headers = field(trackHeaders, track);
    if (!isRecord(headers.value)) return [complain(headers, 'not an object of headers')];
    return fields(headers).flatMap((header) => {
      if (!isHeaderName(header.key)) return [complainOf(header, 'not the name of a header')];
      const good = typeof header.value === 'string' && !/[\u0000-\u001f\u007f]/.test(header.value);
      return good ? [] : [complain(header, 'not the value of a header', { allowed: 'a text' })];
    });
  });
}
