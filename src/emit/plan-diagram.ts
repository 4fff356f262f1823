import { exposureOf, isExposed } from './exposure';
import { describeGate } from './plan-words';
import type { PhaseJson } from './release-json';
import type { ReleaseOutline } from './release-outline';

/**
 * The phases and the ways back as a Mermaid flowchart. Ways back that end alike share their steps;
 * the last step of each is the baseline again.
 */
export function planDiagram(release: ReleaseOutline): string {
  const { phases } = release;
  const nodes = phases.map((phase, index) => `p${index}["${forwardLabel(phase, release)}"]`);
  const edges = phases.slice(1).map((phase, index) => {
    const gates = phases[index]?.gates.map(describeGate).join('; ') ?? '';
    return `p${index} -->${edgeLabel(gates)} p${index + 1}`;
  });
  const back = drawWaysBack(release);
  const lines = [...nodes, ...back.nodes, ...edges, ...back.edges];
  return ['flowchart TB', ...lines.map((line) => `  ${line}`)].join('\n');
}

interface Drawing {
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
}

function drawWaysBack({ phases, abort }: ReleaseOutline): Drawing {
  const ids = new Map<string, string>();
  const nodes: string[] = [];
  const edges: string[] = [];
  phases.forEach((phase, index) => {
    let names = (abort[phase.id] ?? []).map((step) => step.name);
    let at = `p${index}`;
    while (names.length > 1) {
      const rest = names.join('/');
      const known = ids.get(rest);
      const id = known ?? `b${ids.size}`;
      edges.push(`${at} -.-> ${id}`);
      if (known !== undefined) return;
      ids.set(rest, id);
      nodes.push(`${id}("back: ${escapeLabel(names[0] ?? '')}")`);
      names = names.slice(1);
      at = id;
    }
    if (names[0] !== undefined) edges.push(`${at} -.->${edgeLabel(names[0])} p0`);
  });
  return { nodes, edges };
}

function forwardLabel(phase: PhaseJson, release: ReleaseOutline): string {
  return [escapeLabel(phase.id), ...exposureLines(phase, release)].join('<br/>');
}

function exposureLines(phase: PhaseJson, release: ReleaseOutline): readonly string[] {
  const to = escapeLabel(release.to);
  if (!isExposed(phase, release.to)) return [`nobody on ${to}`];
  const { percent, headerRoutes, mirror } = exposureOf(phase, release);
  return [
    `${percent} % on ${to}`,
    ...headerRoutes.map((route) => `header ${escapeLabel(route)}`),
    ...(mirror > 0 ? [`copies of ${mirror} %`] : []),
  ];
}

function edgeLabel(text: string): string {
  return text === '' ? '' : `|"${escapeLabel(text)}"|`;
}

/** Mermaid writes characters that would end a label, or mean something in it, as `#code;`. */
function escapeLabel(text: string): string {
  return text.replace(/[^\w .,:;/%+-]/gu, (character) => `#${character.codePointAt(0) ?? 0};`);
}
