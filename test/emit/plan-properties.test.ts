import fc from 'fast-check';
import { planComment } from '../../src/emit/plan-comment';
import { planDiagram } from '../../src/emit/plan-diagram';
import { planMarkdown } from '../../src/emit/plan-markdown';
import { planTable } from '../../src/emit/plan-table';
import { planText } from '../../src/emit/plan-text';
import type { ReleaseJson } from '../../src/emit/release-json';
import { arbitraryRelease } from './arbitrary-release';

function holds(property: (json: ReleaseJson) => void): void {
  fc.assert(fc.property(arbitraryRelease, property), {
    numRuns: 40,
  });
}

function stepsOf(json: ReleaseJson): readonly string[] {
  return Object.values(json.abort).flatMap((steps) => steps.map(({ id }) => id));
}

describe('PLAN.md of any release', () => {
  it('names every phase and every step of every way back', () => {
    holds((json) => {
      const text = planMarkdown(json);
      for (const id of [...json.phases.map((phase) => phase.id), ...stepsOf(json)]) {
        expect(text).toContain(id);
      }
    });
  });

  it('ends with one line break, and no line ends with a blank', () => {
    holds((json) => {
      for (const text of [planMarkdown(json), planText(json), planComment(json)]) {
        expect(text).toMatch(/[^\n]\n$/);
        expect(text).not.toMatch(/[ \t]$/m);
        expect(text).not.toMatch(/[^\P{Cc}\n]/u);
      }
    });
  });

  it('has tables whose rows have as many cells as the header', () => {
    holds((json) => {
      for (const text of [planMarkdown(json), planComment(json)]) {
        for (const table of text.split('\n\n').filter((block) => block.startsWith('| '))) {
          const counts = table.split('\n').map((line) => line.split(/(?<!\\)\|/).length);
          expect(new Set(counts).size).toBe(1);
        }
      }
    });
  });

  it('says nothing of undefined values or numbers that are none', () => {
    holds((json) => {
      for (const text of [planMarkdown(json), planText(json), planComment(json)]) {
        expect(text).not.toMatch(/undefined|NaN|Infinity|\[object/);
      }
    });
  });
});

describe('the diagram of any release', () => {
  const NODE = /^ {2}([pb]\d+)(?:\["[^"\\`]+"\]|\("[^"\\`]+"\))$/;
  const EDGE = /^ {2}([pb]\d+) (-->|-\.->)(?:\|"[^"\\`|]+"\|)? ([pb]\d+)$/;

  function drawn(json: ReleaseJson) {
    const [head, ...lines] = planDiagram(json).split('\n');
    const nodes = lines.flatMap((line) => NODE.exec(line)?.[1] ?? []);
    const edges = lines.flatMap((line) => {
      const [, from = '', arrow = '', to = ''] = EDGE.exec(line) ?? [];
      return to === '' ? [] : [{ from, arrow, to }];
    });
    return { head, lines, nodes, edges };
  }

  it('declares every node once, quotes its labels, and joins declared nodes only', () => {
    holds((json) => {
      const { head, lines, nodes, edges } = drawn(json);
      expect(head).toBe('flowchart TB');
      expect(nodes.length + edges.length).toBe(lines.length);
      expect(new Set(nodes).size).toBe(nodes.length);
      for (const { from, to } of edges) expect(nodes).toEqual(expect.arrayContaining([from, to]));
    });
  });

  it('leads forward through all phases', () => {
    holds((json) => {
      const forward = drawn(json).edges.filter(({ arrow }) => arrow === '-->');
      const expected = json.phases.slice(1).map((_, index) => [`p${index}`, `p${index + 1}`]);
      expect(forward.map(({ from, to }) => [from, to])).toEqual(expected);
    });
  });

  it('leads back to the baseline with as many arrows as the way back has steps', () => {
    holds((json) => {
      const arrows = drawn(json).edges.filter(({ arrow }) => arrow === '-.->');
      const back = new Map(arrows.map(({ from, to }) => [from, to]));
      expect(back.size).toBe(arrows.length);
      json.phases.forEach((phase, index) => {
        const steps = json.abort[phase.id] ?? [];
        const end = steps.reduce((at) => back.get(at) ?? '', `p${index}`);
        expect(end).toBe(steps.length === 0 ? `p${index}` : 'p0');
      });
    });
  });
});

describe('the table of any release', () => {
  it('has a row for each phase, and its numbers add up', () => {
    holds((json) => {
      const rows = planTable(json);
      expect(rows.map(({ id }) => id)).toEqual(json.phases.map(({ id }) => id));
      for (const { exposure, settleSeconds, shortestStaySeconds } of rows) {
        expect(shortestStaySeconds).toBeGreaterThanOrEqual(settleSeconds);
        const { percent, requests = 0, requestsPerMinute = 0 } = exposure;
        expect(requests).toBeCloseTo((requestsPerMinute / 60) * shortestStaySeconds, 3);
        expect(requests > 0).toBe(percent > 0 && json.traffic !== undefined);
      }
    });
  });

  it('exposes nobody before the canary, and more and more until everybody is moved', () => {
    holds((json) => {
      const shares = planTable(json).map(({ exposure }) => exposure.percent);
      expect(shares).toEqual([...shares].sort((a, b) => a - b));
      expect(shares[0]).toBe(json.from === null ? 100 : 0);
      expect(shares[shares.length - 1]).toBe(100);
    });
  });
});
