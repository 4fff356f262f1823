import { checkFiles } from '../check/check-files';
import type { CheckResult } from '../check/checked-finding';
import { checkRules, checkTexts } from '../check/check-rules';
import { parseSuppression } from '../check/suppress/suppression';
import { readKindSchemas } from '../cdk8s/kind-schemas';
import { statesOf } from './check-groups';
import type { CheckFormat, CheckOptions } from './check-options';
import { paintStdout } from './check-paint';
import { EXIT, type ExitCode } from './exit-codes';
import { readOwnVersion } from './own-version';
import { tellProgress } from './tell-progress';
import { print } from './terminal';

/** Checks paths and prints what was found; says how the command ends. */
export async function runCheck(paths: readonly string[], options: CheckOptions): Promise<ExitCode> {
  const { from, to, namespace, allow, strict } = options;
  const done = tellProgress('checking');
  const step = from === undefined || to === undefined ? {} : { step: [from, to] as const };
  const found = await checkFiles({
    groups: statesOf({ paths, ...step }),
    rules: checkRules(readKindSchemas()),
    knownRules: new Set(checkTexts.map(({ id }) => id)),
    allow: allow.map(parseSuppression),
    namespace,
    loadYaml: () => import('yaml'),
  });
  done();
  const result = strict === true ? withStrict(found) : found;
  const show = await loadFormat(options.format);
  print(show(result, options));
  return judge(result);
}

type Show = (result: CheckResult, options: CheckOptions) => string;

async function loadFormat(format: CheckFormat): Promise<Show> {
  switch (format) {
    case 'text': {
      const { formatText } = await import('../check/format/format-text.js');
      return (result, { minSeverity, explain }) =>
        formatText(result, minSeverity, paintStdout(), explain ? 'explained' : 'short');
    }
    case 'json': {
      const { formatJson } = await import('../check/format/format-json.js');
      return (result, { minSeverity }) => formatJson(result, minSeverity);
    }
    case 'sarif': {
      const { formatSarif } = await import('../check/format/format-sarif.js');
      const tool = { version: readOwnVersion(), rules: checkTexts };
      return (result, { minSeverity }) => formatSarif(result, minSeverity, tool);
    }
    case 'github': {
      const { formatGithub } = await import('../check/format/format-github.js');
      return (result, { minSeverity }) => formatGithub(result, minSeverity);
    }
    case 'junit': {
      const { formatJunit } = await import('../check/format/format-junit.js');
      return (result, { minSeverity }) => formatJunit(result, minSeverity);
    }
  }
}

function withStrict({ findings, counts }: CheckResult): CheckResult {
  return {
    findings: findings.map((finding) =>
      finding.severity === 'warning' ? { ...finding, severity: 'error' } : finding,
    ),
    counts,
  };
}

/** What was not read may hold anything, so that is told before errors are. */
function judge({ findings }: CheckResult): ExitCode {
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.some(({ rule }) => rule === 'file-unreadable')) return EXIT.failure;
  return errors.length === 0 ? EXIT.ok : EXIT.findings;
}
