import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/**
 * Run a command as a process of its own, several times, and take the median of its CPU and wall
 * seconds; the largest peak memory where the process tells it. Ratios are of figures from one run.
 */
export function measure(command, args, { runs = 3, cwd, env, before = () => undefined } = {}) {
  const results = Array.from({ length: runs }, () => {
    before();
    return once(command, args, cwd, env);
  });
  return {
    cpu: median(results.map((result) => result.cpu)),
    wall: median(results.map((result) => result.wall)),
    peakMiB: Math.max(...results.map((result) => result.peakMiB ?? 0)),
  };
}

/** A folder in memory where the system has one: the disk is not what is measured. */
export function memoryFolder() {
  return existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
}

/** `1.23 s`. */
export function seconds(value) {
  return `${value.toFixed(2)} s`;
}

/** Print one line of a result: what, the ratio, and whether the claim holds. */
export function claim(what, ratio, bound, relation = 'at most') {
  const holds = relation === 'at most' ? ratio <= bound : ratio >= bound;
  console.log(`${holds ? 'ok  ' : 'MISS'} ${what}: ${ratio.toFixed(2)} (${relation} ${bound})`);
  if (!holds) process.exitCode = 1;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function once(command, args, cwd, env) {
  // bash's own `time` knows the CPU of children; node does not tell it
  const script = `TIMEFORMAT='%U %S %R'; time "$0" "$@" 2>&3`;
  const child = spawnSync('bash', ['-c', script, command, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    maxBuffer: 1 << 30,
  });
  if (child.status !== 0) {
    throw new Error(`${command} ${args.join(' ')} failed:\n${child.output[3]}\n${child.stderr}`);
  }
  const [user, system, wall] = child.stderr.toString().trim().split(/\s+/).slice(-3).map(Number);
  const peak = /peak (\d+)/.exec(child.stdout.toString());
  return { cpu: user + system, wall, peakMiB: peak ? Number(peak[1]) / 1024 : undefined };
}
