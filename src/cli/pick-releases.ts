import type { ReportedRelease } from '../cdk8s/report';
import { CliError } from './cli-error';
import { describeChoices } from './describe-choices';
import { EXIT } from './exit-codes';

/**
 * The releases of these names, in the order of the app; all of them where none is named.
 * @throws CliError 64 for a name that is none
 */
export function pickReleases(
  releases: readonly ReportedRelease[],
  names: readonly string[],
): readonly ReportedRelease[] {
  const unknown = names.find((name) => !releases.some((release) => isNamed(release, name)));
  if (unknown !== undefined) {
    const choices = describeChoices(unknown, releases.map(qualifiedName));
    throw new CliError(EXIT.usage, `no release '${unknown}'; ${choices}`);
  }
  if (names.length === 0) return releases;
  return releases.filter((release) => names.some((name) => isNamed(release, name)));
}

function isNamed(release: ReportedRelease, name: string): boolean {
  return release.release === name || qualifiedName(release) === name;
}

/** `<environment>/<release>`, or the name alone: the directory without the version. */
function qualifiedName({ directory }: ReportedRelease): string {
  return directory.slice(0, directory.lastIndexOf('/'));
}
