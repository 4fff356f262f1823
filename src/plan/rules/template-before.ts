import { isDeployment } from '../../manifest/workload';
import { assembleSound } from './assemble-sound';
import { isRecord, read } from './record';
import type { PlanContext } from './rule';
import { soundObjects } from './sound-objects';

/**
 * The pod template of the version before, without the track's label: that of what is live, else of
 * `from`. Undefined for a first installation, and where there is none to be found.
 */
export function templateBefore({ plan, source, live }: PlanContext): unknown {
  if (live === undefined) {
    if (source.from === undefined) return undefined;
    return assembleSound(plan, source.from, source.others)?.deployment.spec.template;
  }
  const primary = soundObjects(live.objects)
    .filter(isDeployment)
    .find(({ metadata }) => metadata.name === read(plan.names, 'primary'));
  return withoutLabel(read(primary, 'spec', 'template'), plan.trackLabel);
}

function withoutLabel(template: unknown, key: unknown): unknown {
  const metadata = read(template, 'metadata');
  const labels = read(metadata, 'labels');
  if (!isRecord(template) || !isRecord(metadata) || !isRecord(labels)) return template;
  const kept = Object.entries(labels).filter(([label]) => label !== key);
  return { ...template, metadata: { ...metadata, labels: Object.fromEntries(kept) } };
}
