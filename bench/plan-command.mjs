// The command against the app it runs: `cdk8s-canary plan` and a rebuild that changes nothing.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { claim, measure, seconds } from './measure.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const command = join(root, 'bin', 'cdk8s-canary');
const outdir = mkdtempSync(join(tmpdir(), 'cdk8s-canary-bench-'));
const env = { CDK8S_OUTDIR: outdir };

try {
  const app = ['--import', 'tsx', 'examples/go-demo-7/main.ts'];
  const own = [];
  const plan = [];
  // in turn, so that a machine that gets slower slows both
  for (let round = 0; round < 7; round += 1) {
    own.push(measure(process.execPath, app, { runs: 1, cwd: root, env }).wall);
    plan.push(measure(process.execPath, [command, 'plan'], { runs: 1, cwd: root }).wall);
  }
  const ratios = own.map((wall, index) => plan[index] / wall).sort((a, b) => a - b);
  console.log(
    `go-demo-7: the app ${seconds(own.sort()[3])}, cdk8s-canary plan ${seconds(plan.sort()[3])}`,
  );
  claim('cdk8s-canary plan / the app, wall, median of pairs', ratios[3], 1.3);

  const before = times();
  measure(process.execPath, app, { runs: 1, cwd: root, env });
  const touched = [...times()].filter(([path, time]) => before.get(path) !== time);
  claim(`files written by a rebuild that changes nothing, of ${before.size}`, touched.length, 0);
} finally {
  rmSync(outdir, { recursive: true, force: true });
}

function times() {
  const files = readdirSync(outdir, { recursive: true }).map((path) => join(outdir, path));
  return new Map(files.map((path) => [path, statSync(path).mtimeMs]));
}
