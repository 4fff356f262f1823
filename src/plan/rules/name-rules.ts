import { VERSION_NAME } from '../version';
import { complain, complainOf, listNames } from './complain';
import {
  isDns1035Label,
  isDnsLabel,
  isDnsSubdomain,
  isLabelKey,
  LABEL_FORM,
  SUBDOMAIN_FORM,
} from './kubernetes-names';
import { madeObjects } from './made-objects';
import { isRecord, textOf } from './record';
import type { Occurrence, PlanContext, PlanRule } from './rule';
import { show } from './show';
import { deploymentOf } from './sound-objects';
import { field, fields, isGiven, objectSpot, planSpot, type Spot } from './spot';

/** Which form the name of each kind of object has. */
const NAME_FORMS: Readonly<
  Record<string, readonly [form: string, hasForm: (text: string) => boolean]>
> = {
  service: [LABEL_FORM, isDns1035Label],
  primary: [LABEL_FORM, isDns1035Label],
  canary: [LABEL_FORM, isDns1035Label],
  mesh: [SUBDOMAIN_FORM, isDnsSubdomain],
  external: [SUBDOMAIN_FORM, isDnsSubdomain],
  gateway: ["1-63 lower-case letters, digits and '-'", isDnsLabel],
};

/** Rules on names: of objects, directories, namespaces and labels. */
export const nameRules: readonly PlanRule[] = [
  {
    id: 'name-invalid',
    severity: 'error',
    title: 'every name is one that Kubernetes takes, and no two objects share one',
    why: 'The API server refuses an object with a bad name while the rest of the phase is applied: users would be routed to a Service that does not exist. Two objects of one name are one object.',
    fix: "use lower-case letters, digits and '-'; `names` sets the name of each object",
    find: (context) => [
      ...findBadName(planSpot(context.input)),
      ...findBadOverrides(field(planSpot(context.input), 'names')),
      ...findShared(context),
    ],
  },
  {
    id: 'environment-invalid',
    severity: 'error',
    title: 'an environment is one directory name',
    why: "The environment is the first directory of the release's paths. With a slash or dots in it, files would land where no CD tool looks for them, or over those of another release.",
    fix: "use a name such as 'prod' or 'eu-west-1'",
    find: ({ input, plan }) => {
      const own = field(planSpot(input), 'environment');
      const environment = isGiven(own) ? own : { ...own, value: plan.environment };
      const { value } = environment;
      if (value === undefined || VERSION_NAME.test(textOf(value) ?? '')) return [];
      const allowed = "a letter or digit, then up to 62 letters, digits, '.', '_', '+' or '-'";
      return [complain(environment, 'not the name of a directory', { allowed })];
    },
  },
  {
    id: 'namespace-missing',
    severity: 'warning',
    title: 'the chart has a namespace',
    why: "Routes name Services in full, with their namespace: a short name would be read in the namespace of each caller. Without one the release's objects say `default`, while the chart's other objects go wherever the user's context points to.",
    fix: "give it to the chart: new Chart(app, 'shop', { namespace: 'shop' })",
    find: ({ source }) => {
      const deployment = deploymentOf(source.to);
      if (deployment === undefined || deployment.metadata.namespace !== undefined) return [];
      return [complainOf(objectSpot(deployment), "has no namespace: it goes to 'default'")];
    },
  },
  {
    id: 'namespace-differs',
    severity: 'error',
    title: 'the workload is in the namespace of its chart',
    why: "Services, routes and the workload's pods have to be in one namespace, and the chart says which. A Service selects no pod of another namespace: every request would fail.",
    fix: "leave the workload's namespace out, or give the chart the same",
    find: findWrongNamespace,
  },
  {
    id: 'label-key-invalid',
    severity: 'error',
    title: 'the track label is a label key',
    why: 'The label is part of every selector of the release. The API server would refuse the Deployments and the Services, and the phase would stay half applied.',
    fix: "use a key such as 'track' or 'example.com/track', or leave `trackLabel` out",
    find: ({ input }) => {
      const label = field(planSpot(input), 'trackLabel');
      if (!isGiven(label) || isLabelKey(textOf(label.value) ?? '')) return [];
      const allowed =
        "up to 63 letters, digits, '-', '_' and '.', after a domain and '/' if need be";
      return [complain(label, 'not a label key', { allowed })];
    },
  },
];

function findBadName(plan: Spot): readonly Occurrence[] {
  const name = field(plan, 'name');
  const text = textOf(name.value);
  if (text === undefined || !isDns1035Label(text)) {
    return [complain(name, 'not a name that a Service can have', { allowed: LABEL_FORM })];
  }
  const derived = ['primary', 'canary']
    .filter((role) => !isGiven(field(plan, 'names', role)))
    .map((role) => `${text}-${role}`)
    .find((candidate) => !isDns1035Label(candidate));
  if (derived === undefined) return [];
  return [
    complain(name, `too long: '${derived}' has ${derived.length} characters, a Service up to 63`, {
      allowed: 'up to 55 characters',
      fix: 'use a shorter name, or set `names.primary` and `names.canary`',
    }),
  ];
}

function findBadOverrides(names: Spot): readonly Occurrence[] {
  if (!isGiven(names)) return [];
  if (!isRecord(names.value)) return [complain(names, 'not an object of names')];
  return fields(names).flatMap((name) => {
    const form = Object.hasOwn(NAME_FORMS, name.key) ? NAME_FORMS[name.key] : undefined;
    if (form === undefined) {
      const allowed = listNames(Object.keys(NAME_FORMS));
      return [complain(name, 'no object has its name from here', { allowed })];
    }
    const [allowed, hasForm] = form;
    const text = textOf(name.value);
    if (text !== undefined && hasForm(text)) return [];
    return [complain(name, 'not a name of this kind of object', { allowed })];
  });
}

function findShared(context: PlanContext): readonly Occurrence[] {
  const owners = new Map<string, string>();
  return madeObjects(context).flatMap(({ group, kind, name, at }) => {
    const key = `${group}/${kind}/${name}`;
    const owner = owners.get(key);
    if (owner === undefined) {
      owners.set(key, at);
      return [];
    }
    const message = `the name of two objects of kind ${kind}, by ${owner} and by ${at}`;
    return [{ at, message, given: show(name), fix: 'give one of them another name in `names`' }];
  });
}

function findWrongNamespace({ plan, source }: PlanContext): readonly Occurrence[] {
  const deployment = deploymentOf(source.to);
  const namespace = deployment?.metadata.namespace;
  if (deployment === undefined || namespace === undefined) return [];
  if (namespace !== plan.namespace) {
    const fix = `give the chart the namespace '${namespace}', or leave the workload's out`;
    return [
      { ...complainOf(objectSpot(deployment), 'not in the namespace of its chart', { fix }) },
    ];
  }
  if (isDnsLabel(namespace)) return [];
  return [complainOf(objectSpot(deployment), 'not a name that a namespace can have')];
}
