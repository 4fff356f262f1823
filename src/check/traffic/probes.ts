import { isFor } from '../../mesh/bind-rules';
import type { Labels } from '../../manifest/labels';
import { isWildcard, covers, serviceHost } from '../../mesh/host-name';
import { sharedHosts, type GatewayServer } from '../../mesh/gateway-server';
import { outcome } from '../../mesh/outcome';
import type { Outcome } from '../../mesh/outcome-kinds';
import type { HttpMatch } from '../../mesh/http-match';
import type { MeshRequest } from '../../mesh/request';
import { MESH, type HttpRule, type RouteConfig } from '../../mesh/route-config';
import type { CallerClass } from './caller-classes';
import type { Part } from './parts';
import { sidecarClassesFor } from './sidecar-classes';
import { isPlain, textsFor, UNHEARD_OF, witnessesOf } from './witnesses';

/** What became of a request that was made for one match of one rule, or for no rule at all. */
export interface Answer {
  readonly asked: CallerClass;
  readonly config: RouteConfig;
  /** The host of the config that the request was for, as it is written there in full. */
  readonly host: string;
  /** The rule that the request was made for; undefined for an ordinary request. */
  readonly rule: HttpRule | undefined;
  /** Which of its matches; -1 for a rule without any. */
  readonly match: number;
  /** Whether an ordinary request of a user takes the same way: no header, parameter or method is asked for. */
  readonly plain: boolean;
  /** `mesh`, or the gateway by which the request came: `ns/name`. */
  readonly by: string;
  readonly request: MeshRequest;
  readonly outcome: Outcome;
}

/** The answers to a witness request for every match of every route of a part, by every caller that is bound; once each. */
export function answersOf(part: Part): readonly Answer[] {
  const known = ANSWERS.get(part);
  if (known !== undefined) return known;
  const answers = part.isRouted
    ? part
        .world()
        .routes.filter(({ dialect }) => dialect !== 'ingress')
        .flatMap((config) => arrivalsOf(part, config).flatMap((arrival) => ask(part, arrival)))
    : [];
  ANSWERS.set(part, answers);
  return answers;
}

const ANSWERS = new WeakMap<Part, readonly Answer[]>();

/** What becomes of a request that no rule is written for; of the answers of the part, if it is among them. */
export function ordinaryOutcome(
  part: Part,
  asked: CallerClass,
  host: string,
  port: number,
): Outcome {
  const known = answersOf(part).find(
    ({ asked: other, request }) =>
      other === asked && request.host === host && request.port === port && isOrdinary(request),
  );
  return known?.outcome ?? outcome(part.world(), asked.caller, { host, port, path: UNHEARD_OF });
}

/** Whether a request has nothing but a path that no rule is written for. */
function isOrdinary({ path, method, headers, protocol, secure }: MeshRequest): boolean {
  const own = [method, headers, protocol, secure];
  return path === UNHEARD_OF && own.every((field) => field === undefined);
}

/** A caller at a host and port of a config. */
interface Arrival {
  readonly asked: CallerClass;
  readonly config: RouteConfig;
  readonly host: string;
  /** `mesh`, or the gateway by which it comes: `ns/name`. */
  readonly by: string;
  readonly base: MeshRequest;
}

/** Where callers arrive for a config: sidecars at ports of its Services, gateways at their servers. */
function arrivalsOf(part: Part, config: RouteConfig): readonly Arrival[] {
  return config.hosts.flatMap((host) => [
    ...(config.gateways.has(MESH) ? meshArrivals(part, config, host) : []),
    ...gatewayArrivals(part, config, host),
  ]);
}

/** Hosts that stand for a pattern are asked for, up to this many. */
const MOST_COVERED = 3;

function meshArrivals(part: Part, config: RouteConfig, host: string): readonly Arrival[] {
  const { servicesByHost, services } = part.world();
  const meant = isWildcard(host)
    ? services.filter((service) => covers(host, service.host)).slice(0, MOST_COVERED)
    : [servicesByHost.get(host)].filter((service) => service !== undefined);
  const calls = meant.flatMap((service) =>
    service.ports
      .filter(({ protocol }) => protocol !== 'udp' && protocol !== 'tls')
      .map(({ number }) => ({ host: service.host, port: number })),
  );
  const named = meant.length === 0 && !isWildcard(host) ? [{ host, port: 80 }] : calls;
  return sidecarClassesFor(part, [config]).flatMap((asked) =>
    named.map((base) => ({ asked, config, host, by: MESH, base })),
  );
}

function gatewayArrivals(part: Part, config: RouteConfig, host: string): readonly Arrival[] {
  const servers = part
    .world()
    .servers.filter(({ gateway, mode }) => config.gateways.has(gateway) && HTTP.has(mode));
  const bases = servers.flatMap((server) =>
    sharedHosts(server, [host], config.namespace).map((shared) => ({
      server,
      base: {
        host: nameUnder(shared),
        port: server.port,
        ...(server.mode === 'https' ? { secure: true } : {}),
      },
    })),
  );
  return bases.flatMap(({ server, base }) =>
    gatewaysBehind(part, server).map((asked) => ({
      asked,
      config,
      host,
      by: server.gateway,
      base,
    })),
  );
}

const HTTP: ReadonlySet<string> = new Set(['http', 'https']);

/** The gateway workloads that open a server. */
function gatewaysBehind(part: Part, { binding }: GatewayServer): readonly CallerClass[] {
  const labels = binding.kind === 'labels' ? binding.labels : selectorOf(part, binding);
  const wanted = Object.entries(labels ?? {});
  return part
    .classes()
    .filter(
      ({ caller }) =>
        caller.kind === 'gateway' &&
        wanted.length === Object.keys(caller.labels ?? {}).length &&
        wanted.every(([key, value]) => caller.labels?.[key] === value) &&
        (binding.kind === 'labels' || caller.namespace === binding.namespace),
    );
}

function selectorOf(
  part: Part,
  { name, namespace }: { readonly name: string; readonly namespace: string },
): Labels | undefined {
  return part.world().servicesByHost.get(serviceHost(name, namespace))?.selector;
}

/** A name that a pattern stands for. */
function nameUnder(pattern: string): string {
  if (pattern === '*') return 'any.example.com';
  return isWildcard(pattern) ? `any${pattern.slice(1)}` : pattern;
}

function ask(part: Part, arrival: Arrival): readonly Answer[] {
  const { config } = arrival;
  const answers: Answer[] = [];
  for (const rule of config.http) {
    const matches: readonly (HttpMatch | undefined)[] =
      rule.matches.length > 0 ? rule.matches : [undefined];
    matches.forEach((match, index) => {
      if (match !== undefined && !concerns(match, arrival)) return;
      const answer = askFor(part, arrival, rule, match, index);
      if (answer !== undefined) answers.push(answer);
    });
  }
  // a rule without a match has just answered for all that no other takes
  const last = answers.at(-1);
  if (last?.match === -1 && last.rule !== undefined && isAnsweredBy(last, last.rule)) {
    return [...answers, { ...last, rule: undefined }];
  }
  const ordinary = { ...arrival.base, path: UNHEARD_OF };
  return [...answers, answerTo(part, arrival, undefined, -1, true, ordinary)];
}

/** Whether a match is for a caller at all, whatever it asks for. */
function concerns(match: HttpMatch, { asked, by, base }: Arrival): boolean {
  const { namespace = '', kind } = asked.caller;
  const labels = kind === 'outside' ? {} : (asked.caller.labels ?? {});
  return isFor(match, base.port, { gateway: by, namespace, labels });
}

/** The first witness that the rule itself answers; if none, the first witness. */
function askFor(
  part: Part,
  arrival: Arrival,
  rule: HttpRule,
  match: HttpMatch | undefined,
  index: number,
): Answer | undefined {
  const { base, config } = arrival;
  const anything = [UNHEARD_OF, '/'].map((path) => ({ ...base, path }));
  const made = match === undefined ? anything : witnessesOf(match, base);
  const requests = [...made, ...withExcludedHeaders(config, made)];
  const plain = match === undefined || isPlain(match);
  let first: Answer | undefined;
  for (const request of requests) {
    const answer = answerTo(part, arrival, rule, match === undefined ? -1 : index, plain, request);
    if (isAnsweredBy(answer, rule)) return answer;
    first ??= answer;
  }
  return first;
}

function answerTo(
  part: Part,
  { asked, config, host, by }: Arrival,
  rule: HttpRule | undefined,
  match: number,
  plain: boolean,
  request: MeshRequest,
): Answer {
  const found = outcome(part.world(), asked.caller, request);
  return { asked, config, host, by, rule, match, plain, request, outcome: found };
}

/** The requests with the headers that some rule of the config excludes: those come past it. */
function withExcludedHeaders(
  { http }: RouteConfig,
  requests: readonly MeshRequest[],
): readonly MeshRequest[] {
  const excluded = http.flatMap(({ matches }) =>
    matches.flatMap(({ withoutHeaders }) => [...withoutHeaders]),
  );
  if (excluded.length === 0) return [];
  const headers = Object.fromEntries(
    excluded.map(([name, condition]) => [name, textsFor(condition)[0] ?? 'x']),
  );
  return requests.map((request) => ({ ...request, headers: { ...headers, ...request.headers } }));
}

/** Whether the rule that a request was made for is the one that answers it. */
export function isAnsweredBy(answer: Answer, rule: HttpRule): boolean {
  const { outcome: found } = answer;
  if (!('route' in found) || found.route === undefined) return false;
  return found.route.object === rule.place.object && found.route.path === rule.place.path;
}
