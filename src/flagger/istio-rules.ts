import type { Json, JsonObject } from '../manifest/manifest';
import { objectIn } from '../mesh/json-field';
import { cookiePattern, endCookies, expireCookie, setCookie, startCookies } from './cookies';
import { parseGoDuration } from './go-duration';
import { listOf, storeGo } from './go-shape';
import { canaryDestination, mergeMatches, primaryDestination, type IstioPlan } from './istio-plan';
import { MATCH } from './istio-shapes';
import type { RuleWriting } from './rule-writing';
import type { Tick } from './tick';
import type { Routes, Weights } from './weights';

/** The rules that the controller writes for given weights; what was there before does not matter. */
export function istioRules(tick: Tick, plan: IstioPlan, routes: Routes): RuleWriting {
  if (plan.settings.analysis.affinity !== undefined) return makeRules(tick, plan, routes);
  const made = MADE.get(plan) ?? new Map<string, readonly JsonObject[]>();
  MADE.set(plan, made);
  const key = `${routes.primary}/${routes.canary}${routes.mirrored ? ' mirrored' : ''}`;
  const known = made.get(key);
  if (known !== undefined) return { kind: 'rules', tick, rules: known };
  const writing = makeRules(tick, plan, routes);
  if (writing.kind === 'rules') made.set(key, writing.rules);
  return writing;
}

/** Rules by weights; with affinity they differ from run to run instead. */
const MADE = new WeakMap<IstioPlan, Map<string, readonly JsonObject[]>>();

function makeRules(tick: Tick, plan: IstioPlan, routes: Routes): RuleWriting {
  const { names, analysis } = plan.settings;
  const weighted = { ...plan.stored, route: bothDestinations(plan, routes) };
  if (plan.isTcp) return { kind: 'rules', tick, rules: [weighted] };
  if (plan.test !== undefined) {
    // an A/B test overwrites what mirror and affinity would have made, cookies apart
    const writing = affinityRules(tick, plan, routes, weighted);
    const only = {
      ...plan.stored,
      route: [primaryDestination(plan, routes.primary)],
    };
    const test = { ...weighted, ...matchField(plan.test.stored) };
    return writing.kind === 'refused' ? writing : { ...writing, rules: [test, only] };
  }
  const writing = affinityRules(tick, plan, routes, weighted);
  if (writing.kind === 'refused' || !routes.mirrored) return writing;
  const [first, ...others] = writing.rules;
  const mirror = {
    mirror: { host: names.canaryService },
    ...(analysis.mirrorWeight > 0 ? { mirrorPercentage: { value: analysis.mirrorWeight } } : {}),
  };
  return { ...writing, rules: [{ ...first, ...mirror }, ...others] };
}

/** The rules as T10 wants them: everything to the primary. */
export function restingRules(plan: IstioPlan): {
  readonly wanted: readonly JsonObject[];
  readonly stored: readonly JsonObject[];
} {
  const route = bothDestinations(plan, { primary: 100, canary: 0 });
  const only = [primaryDestination(plan, 100)];
  if (plan.test === undefined) {
    return { wanted: [{ ...plan.wanted, route }], stored: [{ ...plan.stored, route }] };
  }
  return {
    wanted: [
      { ...plan.wanted, match: plan.test.wanted, route },
      { ...plan.wanted, route: only },
    ],
    stored: [
      { ...plan.stored, ...matchField(plan.test.stored), route },
      { ...plan.stored, route: only },
    ],
  };
}

function bothDestinations(plan: IstioPlan, { primary, canary }: Weights): readonly JsonObject[] {
  return [primaryDestination(plan, primary), canaryDestination(plan, canary)];
}

function affinityRules(
  tick: Tick,
  plan: IstioPlan,
  routes: Routes,
  weighted: JsonObject,
): RuleWriting {
  if (plan.settings.analysis.affinity === undefined) {
    return { kind: 'rules', tick, rules: [weighted] };
  }
  return routes.canary !== 0
    ? stickyRules(tick, plan, routes)
    : forgettingRules(tick, plan, weighted);
}

/** While the canary has traffic: users who have its cookie stay with it, and others may get one. */
function stickyRules(tick: Tick, plan: IstioPlan, routes: Routes): RuleWriting {
  const { analysis } = plan.settings;
  const affinity = analysis.affinity;
  if (affinity === undefined) return { kind: 'rules', tick, rules: [] };
  const started = startCookies(tick, affinity);
  const { cookies } = started.status;
  const sticky = (cookie: string, weights: Weights): JsonObject => ({
    ...plan.stored,
    ...cookieMatch(plan, cookie),
    route: bothDestinations(plan, weights),
  });
  const own = sticky(cookies.canary, { primary: 0, canary: 100 });
  const canary = {
    ...canaryDestination(plan, routes.canary),
    headers: addCookie(setCookie(cookies.canary, affinity.maxAge, affinity)),
  };
  if (affinity.primaryCookieName === '') {
    const primary = primaryDestination(plan, routes.primary);
    return {
      kind: 'rules',
      tick: started,
      rules: [own, { ...plan.stored, route: [primary, canary] }],
    };
  }
  const interval = parseGoDuration(analysis.interval);
  if (interval.kind === 'invalid') {
    return { kind: 'refused', error: `failed to parse canary interval: ${interval.error}` };
  }
  const seconds = Math.trunc(interval.seconds);
  const primary = {
    ...primaryDestination(plan, routes.primary),
    headers: addCookie(setCookie(cookies.primary, seconds, affinity)),
  };
  const held = sticky(cookies.primary, { primary: 100, canary: 0 });
  const rules = [own, held, { ...plan.stored, route: [primary, canary] }];
  return { kind: 'rules', tick: started, rules };
}

/**
 * Once the canary has no traffic: a rule that makes browsers forget the last run's cookie. With
 * `service.headers` the header is on all answers, as both rules share it; before any run the first
 * rule merely repeats the second.
 */
function forgettingRules(tick: Tick, plan: IstioPlan, weighted: JsonObject): RuleWriting {
  const ended = endCookies(tick);
  const { previous } = ended.status.cookies;
  if (previous === '') return { kind: 'rules', tick: ended, rules: [weighted, weighted] };
  const headers = withCookie(objectIn(weighted, 'headers'), expireCookie(previous));
  const isShared = weighted['headers'] !== undefined;
  const forgetting = { ...weighted, ...cookieMatch(plan, previous), headers };
  const rules = [forgetting, isShared ? { ...weighted, headers } : weighted];
  return { kind: 'rules', tick: ended, rules };
}

function cookieMatch(plan: IstioPlan, cookie: string): JsonObject {
  const own = [{ headers: { Cookie: { regex: cookiePattern(cookie) } } }];
  return matchField(storeGo(listOf(MATCH), mergeMatches(own, plan.serviceMatch)));
}

function matchField(match: Json | undefined): JsonObject {
  return match === undefined ? {} : { match };
}

function addCookie(header: string): JsonObject {
  return { response: { add: { 'Set-Cookie': header } } };
}

function withCookie(headers: JsonObject, header: string): JsonObject {
  const response = objectIn(headers, 'response');
  const add = { ...objectIn(response, 'add'), 'Set-Cookie': header };
  return { ...headers, response: { ...response, add } };
}
