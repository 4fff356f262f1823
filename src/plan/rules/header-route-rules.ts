import { complain, complainOf, listNames } from './complain';
import { isHeaderName } from './kubernetes-names';
import { isRecord, textOf } from './record';
import { regexFault } from './regex-fault';
import { baseRouteSpots, isOwnRoute } from './route-spots';
import type { Occurrence, PlanRule } from './rule';
import { show } from './show';
import { field, fields, isGiven, items, planSpot, type Spot } from './spot';
import { walkSteps, type SoFar } from './steps-so-far';

const NAME_FORM =
  "1-30 lower-case letters, digits and '-'; it begins and ends with a letter or digit";

/** Istio leaves a condition on these out, so that every request would match (HTTPMatchRequest.headers). */
const IGNORED_HEADERS: ReadonlySet<string> = new Set(['uri', 'scheme', 'method', 'authority']);

const MATCHERS: readonly string[] = ['exact', 'prefix', 'regex'];

/** The rule on header routes. */
export const headerRouteRules: readonly PlanRule[] = [
  {
    id: 'header-route-invalid',
    severity: 'error',
    title: 'a header route has a name, and conditions that a proxy can match',
    why: 'The name is part of a phase and its directory. A condition that Istio refuses leaves the phase half applied, and one that it ignores sends all users to the canary instead of a few testers.',
    fix: "write { setHeaderRoute: { name: 'qa', match: [{ headerName: 'x-qa', headerValue: { exact: 'true' } }] } }",
    find: ({ input }) =>
      walkSteps(input).flatMap(({ step, before }) => {
        const route = field(step, 'setHeaderRoute');
        return isGiven(route) ? findBadRoute(route, before, input) : [];
      }),
  },
];

function findBadRoute(route: Spot, before: SoFar, input: unknown): readonly Occurrence[] {
  if (!isRecord(route.value)) return [complain(route, 'not a header route')];
  const match = field(route, 'match');
  if (isGiven(match) && !Array.isArray(match.value)) {
    return [...findBadName(field(route, 'name')), complain(match, 'not a list of conditions')];
  }
  const matches = items(match);
  return [
    ...findBadName(field(route, 'name')),
    ...(matches.length === 0 ? findNothingToRemove(route, before) : []),
    ...matches.flatMap((one) => findBadMatch(one)),
    ...findRepeated(matches),
    ...findReplaced(matches, input),
  ];
}

function findBadName(name: Spot): readonly Occurrence[] {
  const { value } = name;
  const good =
    typeof value === 'string' &&
    value.length <= 30 &&
    /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(value);
  return good ? [] : [complain(name, 'not a name of a header route', { allowed: NAME_FORM })];
}

function findNothingToRemove(route: Spot, { headerRoutes }: SoFar): readonly Occurrence[] {
  const name = textOf(field(route, 'name').value);
  if (name === undefined || headerRoutes.has(name)) return [];
  return [
    complain(route, 'takes away a header route that is not there', {
      allowed: listNames([...headerRoutes]),
      fix: 'give the route a `match`, or remove the step',
    }),
  ];
}

function findBadMatch(match: Spot): readonly Occurrence[] {
  if (!isRecord(match.value)) return [complain(match, 'not a condition')];
  return [
    ...findBadHeader(field(match, 'headerName')),
    ...findBadValue(field(match, 'headerValue')),
  ];
}

function findBadHeader(header: Spot): readonly Occurrence[] {
  const { value } = header;
  if (typeof value !== 'string' || !isHeaderName(value)) {
    return [complain(header, 'not the name of a header', { allowed: "a name such as 'x-qa'" })];
  }
  if (!IGNORED_HEADERS.has(value.toLowerCase())) return [];
  const fix = 'match on a header of your own';
  return [
    complain(header, 'a name whose condition Istio ignores, so every request matches', { fix }),
  ];
}

function findBadValue(headerValue: Spot): readonly Occurrence[] {
  const allowed = "one of { exact: '…' }, { prefix: '…' }, { regex: '…' }";
  const said = fields(headerValue);
  const [only] = said;
  if (only === undefined || said.length > 1 || !MATCHERS.includes(only.key)) {
    return [complain(headerValue, 'not one way to match a value', { allowed })];
  }
  if (typeof only.value !== 'string' || only.value === '') {
    return [complain(only, 'not a text to match', { allowed: 'a text that is not empty' })];
  }
  const fault = only.key === 'regex' ? regexFault(only.value) : undefined;
  return fault === undefined
    ? []
    : [
        complain(only, fault, {
          allowed: 'RE2 syntax',
          fix: 'list the values as conditions of their own',
        }),
      ];
}

function findRepeated(matches: readonly Spot[]): readonly Occurrence[] {
  const seen = new Set<string>();
  return matches.flatMap((match) => {
    const name = textOf(field(match, 'headerName').value);
    if (name === undefined) return [];
    const key = `${name.toLowerCase()} ${show(field(match, 'headerValue').value)}`;
    if (seen.has(key)) return [complain(match, 'the same condition twice', { fix: 'remove one' })];
    seen.add(key);
    return [];
  });
}

/** A header route adds its header to each base route's conditions: one of the same name would be lost. */
function findReplaced(matches: readonly Spot[], input: unknown): readonly Occurrence[] {
  const taken = baseRouteSpots(planSpot(input)).filter(isOwnRoute).flatMap(headerNames);
  return matches.flatMap((match) => {
    const name = field(match, 'headerName');
    const place = taken.find((header) => header.name === textOf(name.value)?.toLowerCase());
    if (place === undefined) return [];
    return [
      complainOf(name, `would replace the condition of ${place.path} on the same header`, {
        fix: 'lead testers to the canary by another header',
      }),
    ];
  });
}

function headerNames(route: Spot): readonly { readonly name: string; readonly path: string }[] {
  return items(field(route, 'match')).flatMap((match) =>
    fields(field(match, 'headers')).map(({ key, path }) => ({ name: key.toLowerCase(), path })),
  );
}
