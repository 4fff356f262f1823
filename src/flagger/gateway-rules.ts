import type { JsonObject } from '../manifest/manifest';
import { cookiePattern, endCookies, expireCookie, setCookie, startCookies } from './cookies';
import { requestMirror, setCookieFilter } from './gateway-filters';
import { headerPattern, mergeRouteMatches } from './gateway-matches';
import { backend, backendService, bothBackends, routeRule, type GatewayPlan } from './gateway-plan';
import { parseGoDuration } from './go-duration';
import type { RuleWriting } from './rule-writing';
import type { Tick } from './tick';
import { ALL_CANARY, ALL_PRIMARY, type Routes, type Weights } from './weights';

/** The rules that the controller writes for given weights. */
export function gatewayRules(tick: Tick, plan: GatewayPlan, routes: Routes): RuleWriting {
  const { names, analysis } = plan.settings;
  // a mirror is set for Blue/Green only
  const mirrors =
    routes.mirrored && analysis.iterations > 0
      ? [requestMirror(backendService(plan, names.canaryService))]
      : [];
  const writing =
    analysis.affinity === undefined
      ? weightedOnly(tick, plan, routes, mirrors)
      : routes.canary === 0
        ? forgettingRules(tick, plan, routes, mirrors)
        : stickyRules(tick, plan, routes, mirrors);
  if (writing.kind === 'refused' || plan.testMatches === undefined) return writing;
  // with affinity the weighted rule is not the first one, and keeps the conditions of the service
  const [first, ...others] = writing.rules;
  const test = { ...first, matches: plan.testMatches };
  return { ...writing, rules: [test, ...others, primaryOnly(plan)] };
}

/** The rules as T10 wants them: everything to the primary. */
export function restingRouteRules(plan: GatewayPlan): readonly JsonObject[] {
  const both = bothBackends(plan, ALL_PRIMARY);
  if (plan.testMatches === undefined) return [routeRule(plan, plan.matches, both)];
  return [routeRule(plan, plan.testMatches, both), primaryOnly(plan)];
}

function primaryOnly(plan: GatewayPlan): JsonObject {
  return routeRule(plan, plan.matches, [backend(plan, plan.settings.names.primaryService, 100)]);
}

function weightedOnly(
  tick: Tick,
  plan: GatewayPlan,
  weights: Weights,
  mirrors: readonly JsonObject[],
): RuleWriting {
  const rule = routeRule(plan, plan.matches, bothBackends(plan, weights), mirrors);
  return { kind: 'rules', tick, rules: [rule] };
}

/** While the canary has traffic: users who have its cookie stay with it, and others may get one. */
function stickyRules(
  tick: Tick,
  plan: GatewayPlan,
  weights: Weights,
  mirrors: readonly JsonObject[],
): RuleWriting {
  const { analysis } = plan.settings;
  const affinity = analysis.affinity;
  if (affinity === undefined) return { kind: 'rules', tick, rules: [] };
  const started = startCookies(tick, affinity);
  const { cookies } = started.status;
  const sticky = (cookie: string, to: Weights): JsonObject =>
    routeRule(plan, cookieMatches(plan, cookie), bothBackends(plan, to), mirrors);
  const [primary = {}, canary = {}] = bothBackends(plan, weights);
  const ownFilter = setCookieFilter(setCookie(cookies.canary, affinity.maxAge, affinity));
  const canaryBackend = { ...canary, filters: [ownFilter] };
  const own = sticky(cookies.canary, ALL_CANARY);
  if (affinity.primaryCookieName === '' || plan.version === 'v1beta1') {
    const weighted = routeRule(plan, plan.matches, [primary, canaryBackend], mirrors);
    return { kind: 'rules', tick: started, rules: [own, weighted] };
  }
  const interval = parseGoDuration(analysis.interval);
  if (interval.kind === 'invalid') {
    return { kind: 'refused', error: `failed to parse canary interval: ${interval.error}` };
  }
  const seconds = Math.trunc(interval.seconds);
  const heldFilter = setCookieFilter(setCookie(cookies.primary, seconds, affinity));
  const held = sticky(cookies.primary, ALL_PRIMARY);
  const backends = [{ ...primary, filters: [heldFilter] }, canaryBackend];
  const weighted = routeRule(plan, plan.matches, backends, mirrors);
  return { kind: 'rules', tick: started, rules: [own, held, weighted] };
}

/** Once the canary has no traffic: a rule that makes browsers forget the last run's cookie. */
function forgettingRules(
  tick: Tick,
  plan: GatewayPlan,
  weights: Weights,
  mirrors: readonly JsonObject[],
): RuleWriting {
  const ended = endCookies(tick);
  const { previous } = ended.status.cookies;
  const both = bothBackends(plan, weights);
  const weighted = routeRule(plan, plan.matches, both, mirrors);
  if (previous === '') return { kind: 'rules', tick: ended, rules: [weighted, weighted] };
  const filter = setCookieFilter(expireCookie(previous));
  const forgetting = routeRule(plan, cookieMatches(plan, previous), both, [...mirrors, filter]);
  return { kind: 'rules', tick: ended, rules: [forgetting, weighted] };
}

function cookieMatches(plan: GatewayPlan, cookie: string): readonly JsonObject[] {
  const own = [{ headers: [headerPattern('Cookie', cookiePattern(cookie))] }];
  return mergeRouteMatches(own, plan.serviceMatches);
}
