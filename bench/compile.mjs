// Compiling a fleet, against stock cdk8s and against JSON.stringify; cost and memory as it grows.
// `npm run bench`; each ratio is of medians of one run on one machine.
import { execFileSync } from 'node:child_process';
import { rmSync, mkdtempSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WEIGHTS } from './fleet.mjs';
import { claim, median, memoryFolder } from './measure.mjs';

const app = join(dirname(fileURLToPath(import.meta.url)), 'fleet-app.mjs');
const folder = mkdtempSync(join(memoryFolder(), 'cdk8s-canary-bench-'));

try {
  console.log('200 releases x 10 phases x 9 objects (CPU and wall of the work alone, median of 3)');
  const modes = ['ours', 'json', 'stock-split', 'stock'];
  const results = Object.fromEntries(modes.map((mode) => [mode, []]));
  for (let round = 0; round < 3; round += 1) {
    for (const mode of modes) results[mode].push(run(200, WEIGHTS, mode));
  }
  const figures = Object.fromEntries(modes.map((mode) => [mode, summary(results[mode])]));
  for (const mode of modes) console.log(`  ${mode.padEnd(12)} ${text(figures[mode])}`);
  console.log(
    '  (ours and json write the ways back too, ours also release.json and PLAN.md; stock only the phases forward)',
  );
  claim(
    'stock cdk8s, a chart for each phase / ours, CPU',
    figures.stock.cpu / figures.ours.cpu,
    8,
    'at least',
  );
  claim(
    'ours / JSON.stringify and writing the same files, CPU',
    figures.ours.cpu / figures.json.cpu,
    6,
  );
  console.log(
    `     stock, an app for each release / ours, CPU: ${(figures['stock-split'].cpu / figures.ours.cpu).toFixed(2)} (no claim)`,
  );

  console.log('growth, 6 phases x 9 objects for each release (CPU, one run)');
  const sizes = [100, 1000, 5000].map((releases) => ({ releases, ...run(releases, [], 'ours') }));
  for (const { releases, ...figure } of sizes) {
    console.log(
      `  ${String(releases).padStart(5)} releases ${text(figure)}, ${((figure.cpu / releases) * 1000).toFixed(2)} ms a release`,
    );
  }
  const [first, , last] = sizes;
  claim('CPU a release, 5,000 / 100', last.cpu / last.releases / (first.cpu / first.releases), 1.3);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function run(releases, weights, mode) {
  const outdir = join(folder, 'out');
  rmSync(outdir, { recursive: true, force: true });
  const output = execFileSync(
    process.execPath,
    ['--max-old-space-size=8192', app, String(releases), JSON.stringify(weights), outdir, mode],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const [, cpu, wall, peak] = /cpu (\S+) wall (\S+) peak (\d+)/.exec(output);
  return { cpu: Number(cpu), wall: Number(wall), peak: Number(peak) / 1024 };
}

function summary(runs) {
  return {
    cpu: median(runs.map(({ cpu }) => cpu)),
    wall: median(runs.map(({ wall }) => wall)),
    peak: Math.max(...runs.map(({ peak }) => peak)),
  };
}

function text({ cpu, wall, peak }) {
  return `cpu ${cpu.toFixed(2)} s, wall ${wall.toFixed(2)} s, peak ${peak.toFixed(0)} MiB`;
}
