import { equalJson, isObject } from '../manifest/equal';
import type { Json, JsonObject, Manifest } from '../manifest/manifest';
import { asObject, labelsIn, listIn, objectIn, textIn } from '../mesh/json-field';
import type { AffinitySettings } from './canary-settings';
import type { IstioPlan } from './istio-plan';
import { restingRules } from './istio-rules';

/** Annotation that a revert goes back to: what the VirtualService was before the controller corrected it. */
export const ORIGINAL = 'flagger.kubernetes.io/original-configuration';

/** Annotation of kubectl; where it is, the controller does not keep the original. */
export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Whether labels and annotations are those that the plan wants; two of the annotations may be anything. */
export function agreesMetadata(plan: IstioPlan, live: Manifest): boolean {
  const known = labelsIn(live.metadata, 'annotations');
  const annotations = { ...plan.annotations };
  for (const key of [ORIGINAL, LAST_APPLIED]) {
    const value = known[key];
    if (value !== undefined) annotations[key] = value;
  }
  return equalJson(labelsIn(live.metadata, 'labels'), plan.labels) && equalJson(known, annotations);
}

/** Whether a spec is the one that the plan wants, but for weights, mirrors and what affinity adds. */
export function agreesSpec(plan: IstioPlan, spec: JsonObject): boolean {
  const { affinity } = plan.settings.analysis;
  const keep = (rule: Json): boolean => affinity === undefined || !isSticky(rule, affinity);
  const wanted = restingRules(plan).wanted.filter(keep);
  const list = plan.isTcp ? 'tcp' : 'http';
  const live = listIn(spec, list).filter(keep);
  return (
    equalJson(spec['hosts'], plan.hosts) &&
    equalJson(spec['gateways'], plan.gateways) &&
    spec[plan.isTcp ? 'http' : 'tcp'] === undefined &&
    live.length === wanted.length &&
    wanted.every((rule, index) => agreesRule(rule, live[index], affinity))
  );
}

/**
 * Rules that affinity made are left out of the comparison. Without a primary cookie every rule
 * with a match is, because any text contains the empty one.
 */
function isSticky(rule: Json, affinity: AffinitySettings): boolean {
  return listIn(rule, 'match').some((one) => {
    const pattern = textIn(objectIn(objectIn(one, 'headers'), 'Cookie'), 'regex') ?? '';
    return pattern.includes(affinity.cookieName) || pattern.includes(affinity.primaryCookieName);
  });
}

function agreesRule(
  wanted: JsonObject,
  live: Json | undefined,
  affinity: AffinitySettings | undefined,
): boolean {
  const { mirror: _, mirrorPercentage: __, route, ...rest } = asObject(live);
  const { route: wantedRoute, ...wantedRest } = wanted;
  const strip = (value: Json | undefined): readonly Json[] =>
    listIn({ value }, 'value').map((one) => {
      const { weight: ___, headers, ...known } = asObject(one);
      return affinity === undefined && isObject(headers) ? { ...known, headers } : known;
    });
  return equalJson(rest, wantedRest) && equalJson(strip(route), strip(wantedRoute));
}
