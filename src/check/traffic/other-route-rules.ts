import type { Breach, CheckRule } from '../rule';
import { tellClasses } from './caller-classes';
import { declaredShares, mainOf } from './declared-shares';
import { partsOf, type Part } from './parts';
import { answersOf, isAnsweredBy } from './probes';
import { isSplit, targetsOf, workloadsRouted } from './targets';
import { nameOfWorkload, tellPercent } from './tell-shares';

/** Rules on routes that lead around the split of another one. */
export const otherRouteRules: readonly CheckRule[] = [
  {
    id: 'route-beside-split',
    area: 'traffic',
    severity: 'warning',
    title: 'a route to a Service of several tracks splits them as the others do',
    why: 'A destination is not routed again: a gateway that sends requests to the Service itself, without subset, reaches all its pods in the ratio of replicas, although another VirtualService splits the requests for that Service.',
    fix: 'write the same destinations and weights in both routes',
    find: (state) =>
      partsOf(state)
        .filter(({ isRouted }) => isRouted)
        .flatMap(findBeside),
  },
];

/** Shares that differ by less come from rounding. */
const TOLERANCE = 0.005;

function findBeside(part: Part): readonly Breach[] {
  const { routes } = part.world();
  if (routes.length < 2) return [];
  const splits = routes.filter(({ http }) => http.some((rule) => targetsOf(rule).length > 1));
  return routes.flatMap((config) => {
    const isWhole = config.http.every((rule) =>
      targetsOf(rule).every(({ subset }) => subset === ''),
    );
    if (
      config.dialect !== 'istio' ||
      !isWhole ||
      splits.includes(config) ||
      !isSplit(part, config)
    ) {
      return [];
    }
    const reached = workloadsRouted(part, config);
    const others = splits.filter((other) =>
      [...workloadsRouted(part, other)].some((id) => reached.has(id)),
    );
    const declared = declaredShares(part, others);
    if (others.length === 0 || declared.size === 0) return [];
    return config.http.flatMap((rule): readonly Breach[] => {
      const answers = answersOf(part).filter(
        (answer) => answer.rule === rule && answer.plain && isAnsweredBy(answer, rule),
      );
      const manifest = part.manifestAt(rule.place);
      const [first] = answers;
      const raised = Object.entries(first?.outcome.workloads ?? {}).find(
        ([id, share]) => id !== mainOf(declared) && share > (declared.get(id) ?? 0) + TOLERANCE,
      );
      if (first === undefined || raised === undefined || manifest === undefined) return [];
      const [id, share] = raised;
      const who = tellClasses(answers.map(({ asked }) => asked));
      const message = `requests of ${who} reach ${nameOfWorkload(id)} with ${tellPercent(share)} instead of ${tellPercent(declared.get(id) ?? 0)} (${others[0]?.place.object ?? ''} splits them)`;
      return [
        { manifest, path: `${rule.place.path}.route[0].destination`, message, code: 'IST0140' },
      ];
    });
  });
}
