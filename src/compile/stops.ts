import { parseDuration } from '../manifest/duration';
import type { Gate } from '../plan/gate';
import type { CanaryScale, HeaderRoute, Step } from '../plan/step';
import { joinGates } from './join-gates';

/** A place where the canary stands for a while: what the steps have set so far, and the gates to leave it. */
export interface Stop {
  readonly name: string;
  /** Percent of the requests that the canary answers. */
  readonly weight: number;
  readonly headerRoutes: readonly HeaderRoute[];
  /** Percent of the requests that the canary gets a copy of. */
  readonly mirror: number;
  readonly scale?: CanaryScale | undefined;
  readonly gates: readonly Gate[];
}

/**
 * The stops of a canary, from `canary-0` to `canary-100`: one for each step that sets something. A
 * `pause` or an `analysis` is a gate of the stop before it. The last stop, the last fast way out,
 * inherits the gates before it where it has none of its own.
 */
export function stopsOf(steps: readonly Step<string>[]): readonly Stop[] {
  const stops: Stop[] = [{ name: 'canary-0', weight: 0, headerRoutes: [], mirror: 0, gates: [] }];
  for (const step of steps) {
    const last = stops[stops.length - 1] as Stop;
    const gate = gateOf(step);
    if (gate !== undefined) {
      stops[stops.length - 1] = { ...last, gates: joinGates(last.gates, [gate]) };
    } else {
      const next = { ...last, ...settingOf(step, last), gates: [] };
      stops.push({ ...next, name: uniqueName(next.name, stops) });
    }
  }
  return withFullStop(stops);
}

function withFullStop(stops: readonly Stop[]): readonly Stop[] {
  const last = stops[stops.length - 1] as Stop;
  const inherited = stops.findLast((stop) => stop.gates.length > 0)?.gates ?? [];
  if (last.weight !== 100) {
    return [...stops, { ...last, name: 'canary-100', weight: 100, mirror: 0, gates: inherited }];
  }
  return [...stops.slice(0, -1), { ...last, gates: inherited }];
}

function gateOf(step: Step<string>): Gate | undefined {
  if (step.pause !== undefined) {
    const { duration } = step.pause;
    if (duration === undefined) return { kind: 'approval' };
    return { kind: 'wait', seconds: parseDuration(duration) ?? 0 };
  }
  if (step.analysis !== undefined) {
    const { metrics, duration } = step.analysis;
    return { kind: 'metrics', metrics, seconds: parseDuration(duration) ?? 0 };
  }
  return undefined;
}

function settingOf(step: Step<string>, last: Stop): Partial<Stop> {
  if (step.setWeight !== undefined) {
    // a canary that answers everything needs no copy of it
    const mirror = step.setWeight === 100 ? 0 : last.mirror;
    return { name: `canary-${step.setWeight}`, weight: step.setWeight, mirror };
  }
  if (step.setHeaderRoute !== undefined) return headerSetting(step.setHeaderRoute, last);
  if (step.setMirror !== undefined) {
    const { percentage } = step.setMirror;
    return { name: percentage === 0 ? 'mirror-off' : `mirror-${percentage}`, mirror: percentage };
  }
  return { name: 'canary-scale', scale: step.setCanaryScale };
}

function headerSetting(route: HeaderRoute, last: Stop): Partial<Stop> {
  const others = last.headerRoutes.filter((other) => other.name !== route.name);
  if (route.match === undefined || route.match.length === 0) {
    return { name: `header-${route.name}-off`, headerRoutes: others };
  }
  return { name: `header-${route.name}`, headerRoutes: [...others, route] };
}

function uniqueName(name: string, stops: readonly Stop[]): string {
  const taken = new Set(stops.map((stop) => stop.name));
  let candidate = name;
  for (let count = 2; taken.has(candidate); count += 1) candidate = `${name}-${count}`;
  return candidate;
}
