import { equalJson } from '../../manifest/equal';
import type { Json, Manifest } from '../../manifest/manifest';
import { isDeployment } from '../../manifest/workload';
import { complainOf, listNames } from './complain';
import type { LiveContext } from './live-context';
import { findMovedRoutes } from './live-routes';
import { findServiceDifferences } from './live-service';
import { isRecord, read, textOf } from './record';
import type { Occurrence } from './rule';
import { show } from './show';
import { newDeployment, soundObjects } from './sound-objects';
import { besidePlan, field, planSpot, type Spot } from './spot';

/** Every difference from what is live that no order of applying can bridge. */
export function findDifferences(context: LiveContext): readonly Occurrence[] {
  const { input, plan, live } = context;
  const at = (...path: readonly string[]): Spot => field(planSpot(input), ...path);
  const primary = findTrack(context, 'primary');
  const canary = findTrack(context, 'canary');
  const liveLabel = trackLabelOf(primary, canary);
  return [
    ...differ(at('layout'), 'layout', live.layout, plan.layout),
    // engines other than `phases` do not exist yet, but what they released may be live
    ...differ(at('engine'), 'engine', live.engine, 'phases'),
    ...(['primary', 'canary'] as const).flatMap((track) => findNoTrack(context, track)),
    ...(liveLabel === undefined
      ? []
      : differ(at('trackLabel'), 'track label', liveLabel, plan.trackLabel)),
    ...(primary === undefined
      ? []
      : findOtherSelector(primary, liveLabel ?? plan.trackLabel, context)),
    ...findServiceDifferences(context, primary),
    ...findMovedRoutes(context),
  ];
}

function differ(spot: Spot, what: string, live: unknown, now: unknown): readonly Occurrence[] {
  if (live === now) return [];
  const message = `the ${what} that is live is ${show(live)}`;
  return [{ ...complainOf(spot, message, { allowed: show(live) }), given: show(now) }];
}

function findTrack({ plan, live }: LiveContext, track: 'primary' | 'canary'): Manifest | undefined {
  return soundObjects(live.objects)
    .filter(isDeployment)
    .filter(({ metadata }) => (metadata.namespace ?? 'default') === plan.namespace)
    .find(({ metadata }) => metadata.name === read(plan.names, track));
}

function findNoTrack(context: LiveContext, track: 'primary' | 'canary'): readonly Occurrence[] {
  if (findTrack(context, track) !== undefined) return [];
  const { input, plan, live } = context;
  const overridden = read(input, 'names', track) !== undefined;
  const spot = overridden ? field(planSpot(input), 'names', track) : field(planSpot(input), 'name');
  const names = soundObjects(live.objects)
    .filter(isDeployment)
    .map(({ metadata }) => `${metadata.namespace ?? 'default'}/${metadata.name}`);
  const wanted = `${plan.namespace}/${textOf(read(plan.names, track)) ?? ''}`;
  const message = `no Deployment '${wanted}' is live, which the ${track} would be`;
  return [complainOf(spot, message, { allowed: listNames(names) })];
}

/** The label that tells the two live Deployments apart. */
function trackLabelOf(
  primary: Manifest | undefined,
  canary: Manifest | undefined,
): string | undefined {
  const labels = matchLabels(primary);
  return Object.keys(labels).find(
    (key) => labels[key] === 'primary' && matchLabels(canary)[key] === 'canary',
  );
}

function findOtherSelector(
  primary: Manifest,
  trackLabel: string,
  context: LiveContext,
): readonly Occurrence[] {
  const deployment = newDeployment(context);
  const selector = read(deployment?.spec, 'selector', 'matchLabels');
  if (!isRecord(selector)) return [];
  const kept = Object.entries(matchLabels(primary)).filter(([key]) => key !== trackLabel);
  const live = Object.fromEntries(kept);
  if (equalJson(live as Json, selector as Json)) return [];
  const message = 'the selector of a Deployment cannot be changed, and another one is live';
  const spot = besidePlan('workload');
  return [{ ...complainOf(spot, message, { allowed: show(live) }), given: show(selector) }];
}

function matchLabels(deployment: Manifest | undefined): Readonly<Record<string, unknown>> {
  const labels = read(deployment, 'spec', 'selector', 'matchLabels');
  return isRecord(labels) ? labels : {};
}
