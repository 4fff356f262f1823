import type { Json, Manifest } from '../manifest/manifest';
import { listIn, numberIn, objectIn } from '../mesh/json-field';

/**
 * Whether a Canary has a counter that is not a whole number. The CRD admits it, as it calls all
 * counters `number`, but the controller decodes them into integers and gives up on the object.
 */
export function isUndecodable(canary: Manifest): boolean {
  const spec = objectIn(canary, 'spec');
  const service = objectIn(spec, 'service');
  const analysis = objectIn(spec, 'analysis');
  return (
    isBroken(spec, ['progressDeadlineSeconds']) ||
    isBroken(service, ['port']) ||
    isBroken(analysis, COUNTERS) ||
    isBroken(objectIn(analysis, 'sessionAffinity'), ['maxAge']) ||
    listIn(analysis, 'stepWeights').some(isFraction) ||
    listIn(analysis, 'webhooks').some((hook) => isBroken(hook, ['retries']))
  );
}

const COUNTERS = [
  'iterations',
  'threshold',
  'maxWeight',
  'stepWeight',
  'stepWeightPromotion',
  'mirrorWeight',
  'primaryReadyThreshold',
  'canaryReadyThreshold',
];

function isBroken(value: Json, fields: readonly string[]): boolean {
  return fields.some((field) => isFraction(numberIn(value, field)));
}

function isFraction(value: Json | undefined): boolean {
  return typeof value === 'number' && !Number.isInteger(value);
}
