import { equalJson } from '../../manifest/equal';
import type { Json } from '../../manifest/manifest';
import { VERSION_NAME } from '../version';
import { complain, complainOf, listNames } from './complain';
import { isRecord, listOf, read, textOf } from './record';
import type { Occurrence, PlanRule } from './rule';
import { show } from './show';
import { deploymentOf } from './sound-objects';
import { field, fields, isGiven, planSpot, type NamedSpot, type Spot } from './spot';
import { templateBefore } from './template-before';

const NAME_FORM = "a letter or digit, then up to 62 letters, digits, '.', '_', '+' or '-'";

const FIELDS: readonly string[] = ['name', 'image', 'container', 'env', 'patch'];

/** Rules on the versions of a release. */
export const versionRules: readonly PlanRule[] = [
  {
    id: 'version-name',
    severity: 'error',
    title: 'a version is named as its directory',
    why: 'The name of the new version is a directory of the output, verbatim. A slash or a blank in it would put the phases where no CD tool looks for them.',
    fix: "name it like a directory: { name: 'feature-x', image: 'shop:feature_x' }",
    find: ({ input }) => ['to', 'from'].flatMap((version) => findBadName(input, version)),
  },
  {
    id: 'version-change-invalid',
    severity: 'error',
    title: 'a version changes image, environment or patch',
    why: 'What a version says otherwise is not applied: the release would move users to pods that are not what the plan promises.',
    fix: "write { name: '1.1.0', image: 'shop:1.1.0', env: { LOG_LEVEL: 'debug' } }",
    find: ({ input }) =>
      ['to', 'from'].flatMap((version) =>
        fields(field(planSpot(input), version)).flatMap(findBadField),
      ),
  },
  {
    id: 'version-unchanged',
    severity: 'error',
    title: 'the new version is not the one that runs',
    why: 'A release to the version that is live has nothing to try; its phases would say "canary" of pods that are the same as before.',
    fix: 'name the new version in `to`; a change of configuration alone is a new version too',
    find: ({ input, plan, live }) => {
      const to = textOf(read(plan.to, 'name'));
      const before = live === undefined ? read(plan.from, 'name') : live.version;
      if (to === undefined || to !== before) return [];
      const where = live === undefined ? 'the version of `from`' : 'live already';
      return [complainOf(nameSpot(input, 'to'), `version '${to}' is ${where}`)];
    },
  },
  {
    id: 'container-unknown',
    severity: 'error',
    title: "a version's image and environment belong to one container",
    why: 'Without that container the change is left out, and the new version would be the old one under a new name.',
    fix: 'name one of the containers in `container`',
    find: ({ input, source }) => [
      ...findNoContainer(field(planSpot(input), 'to'), source.to),
      ...findNoContainer(field(planSpot(input), 'from'), source.from),
    ],
  },
  {
    id: 'from-ignored',
    severity: 'warning',
    title: '`from` names what is live',
    why: 'What is live in Git is the start of a release; `from` counts only where nothing is live yet. Whoever reads the plan would believe in another starting point.',
    fix: 'remove `from`',
    find: ({ input, plan, live }) => {
      const from = textOf(read(plan.from, 'name'));
      if (live === undefined || from === undefined || from === live.version) return [];
      const message = `not used: version '${live.version}' is live`;
      return [{ ...complainOf(nameSpot(input, 'from'), message), given: show(from) }];
    },
  },
  {
    id: 'same-template',
    severity: 'warning',
    title: 'the new version changes the pods',
    why: "The new version's pods would be the same as those of the version before, so the canary tests nothing. Usually the image is not made of the version's name.",
    fix: 'use the version in the workload, or write { name, image } in `to`',
    find: (context) => {
      const before = templateBefore(context);
      const after = read(context.application?.deployment, 'spec', 'template');
      if (before === undefined || !equalJson(before as Json, after as Json)) return [];
      const message = 'the pods of the new version are the same as those of the version before';
      return [complainOf(nameSpot(context.input, 'to'), message)];
    },
  },
];

function nameSpot(input: unknown, version: string): Spot {
  const spot = field(planSpot(input), version);
  return isRecord(spot.value) ? field(spot, 'name') : spot;
}

function findBadName(input: unknown, version: string): readonly Occurrence[] {
  if (version === 'from' && !isGiven(field(planSpot(input), version))) return [];
  const name = nameSpot(input, version);
  const text = textOf(name.value);
  if (text !== undefined && VERSION_NAME.test(text)) return [];
  const cleaned = text?.replace(/[^A-Za-z0-9._+-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '') ?? '';
  const details = VERSION_NAME.test(cleaned)
    ? { allowed: NAME_FORM, fix: `write { name: '${cleaned}', image: … }` }
    : { allowed: NAME_FORM };
  return [complain(name, 'not the name of a version', details)];
}

function findBadField(spot: NamedSpot): readonly Occurrence[] {
  switch (spot.key) {
    case 'name':
      return [];
    case 'image':
    case 'container':
      return isText(spot.value) ? [] : [complain(spot, 'not a text')];
    case 'env':
      if (!isRecord(spot.value)) return [complain(spot, 'not an object of variables')];
      return fields(spot)
        .filter(({ value }) => typeof value !== 'string')
        .map((variable) => complain(variable, 'not a text', { fix: 'put the value in quotes' }));
    case 'patch':
      return isRecord(spot.value) ? [] : [complain(spot, 'not a merge patch')];
    default:
      return [complain(spot, 'a version does not change this', { allowed: listNames(FIELDS) })];
  }
}

function findNoContainer(version: Spot, rendered: unknown): readonly Occurrence[] {
  const deployment = deploymentOf(rendered);
  const changes = ['image', 'env'].find((name) => isGiven(field(version, name)));
  if (deployment === undefined || changes === undefined) return [];
  const names = listOf(read(deployment.spec, 'template', 'spec', 'containers')).map(
    (container) => textOf(read(container, 'name')) ?? '',
  );
  const container = field(version, 'container');
  const allowed = listNames(names);
  if (isGiven(container)) {
    if (names.includes(textOf(container.value) ?? '')) return [];
    return [complain(container, 'the workload has no such container', { allowed })];
  }
  if (names.length === 1) return [];
  const message = `the workload has ${names.length} containers, and the version names none`;
  return [complainOf(field(version, changes), message, { allowed })];
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
