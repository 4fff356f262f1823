import type { Finding } from '../finding/finding';
import type { RuleText } from '../finding/rule-text';

/** What is found while an app is read and laid out, beside the rules on plans. */
export const appTexts = [
  {
    id: 'live-edited',
    severity: 'error',
    title: 'live/ is as it was written',
    why: 'A release starts from what is live. When current/, release/ or position.json were edited by hand, nobody knows what runs, and phases made from a guess would revert the edit or break on it.',
    fix: 'restore the directory from Git; a change to a release in flight is an `amend`',
  },
  {
    id: 'live-busy',
    severity: 'error',
    title: 'nobody moves the release while it is built',
    why: 'An `advance`, `abort` or `amend` holds the lock of live/. What is live may be another state in a moment.',
    fix: 'run the build again when the other command has ended',
  },
  {
    id: 'other-in-flight',
    severity: 'info',
    title: 'one version at a time is in flight',
    why: 'The version in flight is pinned in live/ and goes on whatever is compiled. Another version starts from the same baseline, and only when the one in flight has ended.',
    fix: 'walk the version in flight to its end, or abort it',
  },
  {
    id: 'version-ended',
    severity: 'error',
    title: 'a version that is done stays what it was',
    why: 'The release of this version is over, and its objects are live. Compiling it to something else would change the meaning of directories that a CD tool may watch, without any phase in between.',
    fix: "give the change a new version name in `to`; configuration alone is a version too: `to: { name: '1.2.0-config2' }`",
  },
  {
    id: 'file-overwritten',
    severity: 'error',
    title: 'no two objects are written to one file',
    why: 'The file names of this output type hold kind and name only. cdk8s would let the second object silently replace the first (cdk8s#2821).',
    fix: 'rename one of them, move one to another chart, or use YamlOutputType.FILE_PER_CHART',
  },
  {
    id: 'workload-escapes',
    severity: 'error',
    title: 'a workload function stays in its scope',
    why: 'The workload function runs once per version. What it makes or changes in another chart would be made or changed twice, and phases would depend on the order in which versions are rendered.',
    fix: 'create it beside the Release, outside the workload function',
  },
] as const satisfies readonly RuleText[];

/** Make a finding of one of the app's own rules. */
export function appFinding(
  id: (typeof appTexts)[number]['id'],
  details: Pick<Finding, 'at' | 'message'> & Partial<Finding>,
): Finding {
  const text = appTexts.find((rule) => rule.id === id);
  return {
    rule: id,
    severity: text?.severity ?? 'error',
    ...(text && { fix: text.fix }),
    ...details,
  };
}
