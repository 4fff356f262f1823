import type { RuleText } from '../../finding/rule-text';
import { groupKind } from '../../manifest/workload';
import type { Breach, CheckRule } from '../rule';
import type { CheckState } from '../state';
import { closestName } from './closest-name';
import type { KindSchemas } from './kind-schemas';
import { FAULT_KINDS, type FaultKind } from './schema-fault';
import { validateSchema } from './validate-schema';

/** The rules on schemas, by the schemas of a source. A kind without a known schema is not judged. */
export function schemaRulesWith(schemas: KindSchemas): readonly CheckRule[] {
  const validated = new WeakMap<CheckState, Breaches>();
  const breachesOf = (state: CheckState): Breaches => {
    const breaches = validated.get(state) ?? validate(state, schemas);
    validated.set(state, breaches);
    return breaches;
  };
  const byFault = FAULT_KINDS.map(
    (kind): CheckRule => ({
      ...FAULT_TEXTS[kind],
      area: 'schema',
      find: (state) => breachesOf(state).get(kind) ?? [],
    }),
  );
  return [
    { ...VERSION_TEXT, area: 'schema', find: (state) => findVersions(state, schemas) },
    ...byFault,
  ];
}

type Breaches = ReadonlyMap<FaultKind, readonly Breach[]>;

function validate({ manifests }: CheckState, schemas: KindSchemas): Breaches {
  const byKind = new Map<FaultKind, Breach[]>();
  for (const manifest of manifests) {
    for (const { kind, ...fault } of validateSchema(manifest, schemas)) {
      const breaches = byKind.get(kind) ?? [];
      byKind.set(kind, breaches);
      breaches.push({ manifest, ...fault });
    }
  }
  return byKind;
}

function findVersions({ manifests }: CheckState, schemas: KindSchemas): readonly Breach[] {
  return manifests.flatMap((manifest): readonly Breach[] => {
    const { apiVersion } = manifest;
    if (schemas.schemaOf(apiVersion, manifest.kind) !== undefined) return [];
    const slash = apiVersion.indexOf('/');
    const versions = schemas.versionsOf(groupKind(manifest));
    const version = apiVersion.slice(slash + 1);
    if (versions.length === 0 || versions.includes(version)) return [];
    const group = apiVersion.slice(0, slash + 1);
    const best = closestName(version, versions) ?? versions[0] ?? '';
    return [
      {
        manifest,
        path: 'apiVersion',
        message: `no version '${version}' of the kind ${manifest.kind} is served`,
        given: apiVersion,
        allowed: versions.map((one) => `${group}${one}`).join(', '),
        fix: `use ${group}${best}`,
      },
    ];
  });
}

const VERSION_TEXT: RuleText = {
  id: 'unknown-api-version',
  severity: 'error',
  title: 'the version of a known kind is one that is served',
  why: 'The API server answers "no matches for kind", and the object is not created. Versions are removed over time: a manifest that worked with an old release of Istio, Gateway API or Kubernetes may have one.',
  fix: 'use one of the versions that the finding lists',
};

const FAULT_TEXTS: Readonly<Record<FaultKind, RuleText>> = {
  'unknown-field': {
    id: 'schema-unknown-field',
    severity: 'error',
    title: 'every field is one that the schema knows',
    why: 'A misspelt field is dropped without a word by an API server that is not asked to be strict, and so is what it was to do: a weight, a subset, a timeout. With strict field validation the whole object is refused.',
    fix: 'correct the name of the field, or remove it',
  },
  required: {
    id: 'schema-required',
    severity: 'error',
    title: 'no required field is missing',
    why: 'The API server refuses the object, and what is live stays as it is.',
    fix: 'add the field',
  },
  type: {
    id: 'schema-type',
    severity: 'error',
    title: 'every value is of the type that the schema gives it',
    why: "The API server refuses the object. Often quotes make the difference in YAML: a weight is a number (50), a label's value is a text ('1.10').",
    fix: 'write a value of the type that the finding names; mind quotes',
  },
  value: {
    id: 'schema-value',
    severity: 'error',
    title: 'every value is within what the schema allows',
    why: 'The API server refuses the object: a value is not one of those listed, too small or too large, of another form, there twice in a list that must not repeat, or fields exclude each other.',
    fix: 'use one of the allowed values',
  },
  cel: {
    id: 'schema-cel',
    severity: 'error',
    title: "the schema's validation rules hold",
    why: 'Custom resources carry rules in CEL on how fields go together. The API server refuses an object that breaks one, and what is live stays as it is.',
    fix: 'change the field so that the rule holds',
  },
};

/** What the rules on schemas are, without a source of schemas. */
export const schemaRuleTexts: readonly RuleText[] = [VERSION_TEXT, ...Object.values(FAULT_TEXTS)];
