import type { Manifest } from '../../manifest/manifest';
import { hasField, listIn, numberIn, objectIn, textIn } from '../../mesh/json-field';
import type { Breach, CheckRule } from '../rule';
import { joinWords } from './caller-classes';
import { tellPercent } from './tell-shares';

const VIRTUAL_SERVICE = 'networking.istio.io/VirtualService';
const HTTP_ROUTE = 'gateway.networking.k8s.io/HTTPRoute';

/** Rules on weights: what is written is what each destination gets. */
export const weightRules: readonly CheckRule[] = [
  {
    id: 'sole-destination-weight-zero',
    area: 'traffic',
    severity: 'error',
    title: 'a destination with weight 0 stands beside another one',
    why: 'A sole destination of a VirtualService gets all requests, whatever its weight. Whoever removes the other entry of `primary: 100, canary: 0` the wrong way round sends everybody to the canary.',
    fix: 'always list both destinations with explicit weights',
    find: (state) => state.ofKind(VIRTUAL_SERVICE).flatMap(findSoleZero),
  },
  {
    id: 'destination-weight-omitted',
    area: 'traffic',
    severity: 'error',
    title: 'of several destinations each has a weight',
    why: 'In a VirtualService a destination without a weight beside others gets nothing at all; in an HTTPRoute it counts as 1. Neither is what the others leave over.',
    fix: 'write a weight on every destination, 100 in all',
    find: (state) => [
      ...state.ofKind(VIRTUAL_SERVICE).flatMap(findOmitted),
      ...state.ofKind(HTTP_ROUTE).flatMap(findOmittedBackend),
    ],
  },
  {
    id: 'backend-weights-all-zero',
    area: 'traffic',
    severity: 'error',
    title: 'some backend of an HTTPRoute rule has a weight above 0',
    why: 'In an HTTPRoute a weight of 0 means nothing at all, also for the only backend: unlike in a VirtualService, the requests of the rule get 500.',
    fix: 'give one backend a weight above 0',
    find: (state) => state.ofKind(HTTP_ROUTE).flatMap(findAllZero),
  },
  {
    id: 'weights-not-100',
    area: 'traffic',
    severity: 'info',
    title: 'weights that look like percentages add up to 100',
    why: 'Weights are proportions of their sum. With 90 and 20 the canary gets 18.2 %, and nothing says so.',
    fix: 'use weights that add up to 100',
    find: (state) => state.ofKind(VIRTUAL_SERVICE).flatMap(findOddSums),
  },
];

interface Entry {
  readonly path: string;
  readonly name: string;
  /** As written; undefined where it is left out. */
  readonly weight: number | undefined;
}

interface Rule {
  readonly path: string;
  readonly entries: readonly Entry[];
}

const RULES = new WeakMap<Manifest, readonly Rule[]>();

function rulesOf(manifest: Manifest): readonly Rule[] {
  const known = RULES.get(manifest) ?? readRules(manifest);
  RULES.set(manifest, known);
  return known;
}

function readRules(manifest: Manifest): readonly Rule[] {
  const spec = objectIn(manifest, 'spec');
  return ['http', 'tcp', 'tls'].flatMap((kind) =>
    listIn(spec, kind).map((rule, index) => {
      const path = `spec.${kind}[${index}]`;
      const entries = listIn(rule, 'route').map((item, at) => {
        const destination = objectIn(item, 'destination');
        const host = textIn(destination, 'host') ?? '';
        const name = textIn(destination, 'subset') ?? host.split('.')[0] ?? '';
        const weight = hasField(item, 'weight') ? numberIn(item, 'weight') : undefined;
        return { path: `${path}.route[${at}]`, name, weight };
      });
      return { path, entries };
    }),
  );
}

function findSoleZero(manifest: Manifest): readonly Breach[] {
  return rulesOf(manifest).flatMap(({ entries }) => {
    const [sole] = entries;
    if (entries.length !== 1 || sole?.weight !== 0) return [];
    const message = `${sole.name} is the only destination, so all requests of the rule go to it and not none`;
    return [{ manifest, path: `${sole.path}.weight`, given: '0', message }];
  });
}

function findOmitted(manifest: Manifest): readonly Breach[] {
  return rulesOf(manifest).flatMap(({ entries }) => {
    const given = entries.filter(({ weight }) => weight !== undefined && weight > 0);
    if (entries.length < 2 || given.length === 0) return [];
    const sum = given.reduce((total, { weight = 0 }) => total + weight, 0);
    const shares = given.map(({ name, weight = 0 }) => `${name} gets ${tellPercent(weight / sum)}`);
    return entries
      .filter(({ weight }) => weight === undefined)
      .map(({ name, path }) => ({
        manifest,
        path,
        message: `no weight, so ${name} gets nothing: ${joinWords(shares)} of the requests`,
      }));
  });
}

function findOmittedBackend(manifest: Manifest): readonly Breach[] {
  return listIn(objectIn(manifest, 'spec'), 'rules').flatMap((rule, index) => {
    const backends = listIn(rule, 'backendRefs');
    const sum = backends.reduce<number>(
      (total, item) => total + (numberIn(item, 'weight') ?? 1),
      0,
    );
    if (!backends.some((item) => (numberIn(item, 'weight') ?? 1) > 1)) return [];
    return backends.flatMap((item, at): readonly Breach[] => {
      if (hasField(item, 'weight')) return [];
      const name = textIn(item, 'name') ?? '';
      const message = `no weight, which counts as 1: ${name} gets ${tellPercent(1 / sum)} of the requests`;
      const path = `spec.rules[${index}].backendRefs[${at}]`;
      return [{ manifest, path, message, severity: 'warning' }];
    });
  });
}

function findAllZero(manifest: Manifest): readonly Breach[] {
  return listIn(objectIn(manifest, 'spec'), 'rules').flatMap((rule, index) => {
    const backends = listIn(rule, 'backendRefs');
    const weights = backends.map((item) =>
      hasField(item, 'weight') ? numberIn(item, 'weight') : 1,
    );
    if (backends.length === 0 || weights.some((weight) => weight !== 0)) return [];
    const message = 'no backend has a weight above 0: all requests of the rule get 500';
    return [{ manifest, path: `spec.rules[${index}].backendRefs`, message }];
  });
}

function findOddSums(manifest: Manifest): readonly Breach[] {
  return rulesOf(manifest).flatMap(({ path, entries }): readonly Breach[] => {
    const sum = entries.reduce((total, { weight = 0 }) => total + weight, 0);
    const complete = entries.every(({ weight }) => weight !== undefined && weight >= 0);
    if (entries.length < 2 || !complete || sum === 100 || sum < SMALLEST_PERCENTAGES) return [];
    const shares = entries.map(
      ({ name, weight = 0 }) => `${name} gets ${tellPercent(weight / sum)}, not ${weight} %`,
    );
    const message = `the weights add up to ${sum}: ${joinWords(shares)}`;
    return [
      {
        manifest,
        path: `${path}.route`,
        given: `${sum}`,
        allowed: '100',
        message,
        severity: 'warning',
      },
    ];
  });
}

/** Weights with a smaller sum, such as 1 and 1 or 9 and 1, are meant as proportions. */
const SMALLEST_PERCENTAGES = 50;
