import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../src/cdk8s/report';
import { VARIABLES } from '../../src/cdk8s/settings';
import { readFiles } from './read-files';

/** What an app did when it was run. */
export interface Run {
  readonly report: Report;
  /** The files it wrote, by path below its output directory. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * Run an app as the command does, with an output directory that is new.
 * @throws Error with what the app said, when it ends without a report
 */
export function runApp(app: string, directory: string): Run {
  const scratch = mkdtempSync(join(tmpdir(), 'example-'));
  const outdir = join(scratch, 'dist');
  const report = join(scratch, 'report.json');
  try {
    const { status, stderr } = spawnSync(app, {
      cwd: directory,
      shell: true,
      encoding: 'utf8',
      env: { ...process.env, CDK8S_OUTDIR: outdir, [VARIABLES.report]: report },
    });
    if (!existsSync(report)) {
      throw new Error(`${app} in ${directory} ended with ${status ?? 'a signal'}\n${stderr}`);
    }
    return {
      report: JSON.parse(readFileSync(report, 'utf8')) as Report,
      files: readFiles(outdir),
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
