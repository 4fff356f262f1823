import type { App } from 'cdk8s';
import { emitReleaseFiles } from '../emit/release-files';
import { hasErrors } from '../finding/finding';
import { WriteError } from '../write/write-error';
import { compileApp, type AppPlace, type LaidOutRelease } from './compile-app';
import { directoryOf, outputApp } from './output';
import { REPORT_SCHEMA_VERSION, type Report, type ReportedRelease } from './report';
import type { Settings } from './settings';
import { validateTree } from './validate-tree';

/** Compile an app, publish it as the settings say, and tell what came of it. */
export function buildReport(app: App, place: AppPlace, { mode }: Settings): Report {
  validateTree(app);
  const compiled = compileApp(app, place);
  const { findings } = compiled;
  const report: Report = {
    schemaVersion: REPORT_SCHEMA_VERSION,
    outdir: app.outdir,
    live: place.live,
    findings,
    releases: [],
    leftOver: [],
  };
  if (hasErrors(findings)) return report;
  if (mode === 'plan') return { ...report, releases: compiled.releases.map(reportWhole) };
  const releases = compiled.releases.map(reportShort);
  try {
    return {
      ...report,
      releases,
      ...outputApp(compiled, app.outdir, app.outputFileExtension, mode),
    };
  } catch (error) {
    if (!(error instanceof WriteError)) throw error;
    return { ...report, releases, failure: { code: error.code, message: error.message } };
  }
}

function reportShort({ release }: LaidOutRelease): ReportedRelease {
  const { from, to, plan, phases } = release;
  return {
    release: plan.name,
    from: from ?? null,
    to,
    directory: directoryOf(release),
    phases: phases.length,
  };
}

function reportWhole(laidOut: LaidOutRelease): ReportedRelease {
  const { files, ...json } = emitReleaseFiles(laidOut.release, laidOut.layout).json;
  return { ...reportShort(laidOut), json };
}
