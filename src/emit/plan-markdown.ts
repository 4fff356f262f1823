import { planDiagram } from './plan-diagram';
import { exposureSection } from './plan-exposure';
import { leftoversSection } from './plan-leftovers';
import { metricsSection } from './plan-metrics';
import { changesSection, phasesSection } from './plan-phases';
import { planSummary } from './plan-summary';
import { ingressSection, outsideMeshSection } from './plan-unrouted';
import { walkSection } from './plan-walk';
import { waysBackSection } from './plan-ways-back';
import { titleOf } from './plan-words';
import type { ReleaseOutline } from './release-outline';

/**
 * A release for the people who run it, as `PLAN.md`: its phases, what changes, who is exposed, for
 * how long, and the way back. Sections that have nothing to say are left out.
 */
export function planMarkdown(release: ReleaseOutline): string {
  const sections = [
    `# ${titleOf(release)}`,
    planSummary(release),
    phasesSection(release),
    diagramSection(release),
    walkSection(release),
    waysBackSection(release),
    exposureSection(release),
    metricsSection(release),
    outsideMeshSection(release),
    ingressSection(release),
    leftoversSection(release),
    changesSection(release),
  ];
  return `${sections.filter((section) => section !== undefined).join('\n\n')}\n`;
}

function diagramSection(release: ReleaseOutline): string | undefined {
  if (release.phases.length < 2) return undefined;
  return `\`\`\`mermaid\n${planDiagram(release)}\n\`\`\``;
}
