import { findEarlierReleases } from '../cdk8s/earlier-output';
import { listReleases } from '../gitops/list-releases';
import type { ReleaseLocation } from '../gitops/release-directories';
import { CliError } from './cli-error';
import { describeChoices } from './describe-choices';
import { EXIT } from './exit-codes';

/** Which release is asked for. */
export interface AskedRelease {
  /** @default the only one there is */
  readonly release?: string | undefined;
  /** @default any */
  readonly environment?: string | undefined;
  /** Directory of what is live. */
  readonly live: string;
  /** Directory of what is compiled. */
  readonly dist: string;
  /** Where releases are known from: a release that has not been started is in `dist` only. */
  readonly where: 'live' | 'live-and-dist';
}

type Name = Pick<ReleaseLocation, 'release' | 'environment'>;

/**
 * Finds the one release that is meant.
 * @throws CliError 64 when it is none or several, 2 when there is no release at all
 */
export function findRelease(asked: AskedRelease): ReleaseLocation {
  const { release, environment, live, dist, where } = asked;
  const known = knownReleases(asked);
  const matching = known.filter(
    (name) =>
      (release === undefined || release === name.release || release === qualify(name)) &&
      (environment === undefined || environment === name.environment),
  );
  const [found] = matching;
  if (found !== undefined && matching.length === 1) return { ...found, live, dist };
  if (known.length === 0) throw withoutRelease(where === 'live' ? live : `${live} and ${dist}`);
  const names = (found === undefined ? known : matching).map(qualify);
  if (found !== undefined) {
    const fix = 'name the release, and its environment with --environment';
    throw new CliError(EXIT.usage, `which release? ${describeChoices('', names)}`, fix);
  }
  const given = [environment, release].filter((part) => part !== undefined).join('/');
  const choices = describeChoices(given, names);
  throw new CliError(EXIT.usage, `no release '${given}'; ${choices}`);
}

function knownReleases({ live, dist, where }: AskedRelease): readonly Name[] {
  const names: Name[] = listReleases(live).map(({ name, ...rest }) => ({ release: name, ...rest }));
  if (where === 'live-and-dist') {
    for (const { json } of findEarlierReleases(dist)) {
      names.push({ release: json.release, environment: json.environment });
    }
  }
  return [...new Map(names.map((name) => [qualify(name), name])).values()];
}

function qualify({ environment, release }: Name): string {
  return environment === undefined ? release : `${environment}/${release}`;
}

function withoutRelease(where: string): CliError {
  return new CliError(EXIT.findings, `no release in ${where}`, "run 'cdk8s-canary build' first");
}
