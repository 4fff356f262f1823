import { requireAmount, requireProbability } from './domain';

/**
 * The share of rollbacks that are real: π·power / (π·power + (1 − π)·falseRollback), π being the share
 * of releases that are bad. 0 where nothing is ever rolled back.
 *
 * Source: Bayes (1763). Domain: probabilities.
 * @throws RangeError outside the domain
 */
export function realRollbacks(badReleases: number, power: number, falseRollback: number): number {
  requireProbability('share of bad releases', badReleases);
  requireProbability('power', power);
  requireProbability('false rollback', falseRollback);
  const real = badReleases * power;
  const all = real + (1 - badReleases) * falseRollback;
  return all === 0 ? 0 : real / all;
}

/**
 * The chance that an outage of something both versions need makes a fixed threshold roll back:
 * 1 − exp(−rate × time). Only a comparison with the primary is free of it.
 *
 * Domain: incidents per second and seconds, finite, from 0.
 * @throws RangeError outside the domain
 */
export function incidentRollback(incidentsPerSecond: number, seconds: number): number {
  requireAmount('incidents per second', incidentsPerSecond);
  requireAmount('seconds', seconds);
  return -Math.expm1(-incidentsPerSecond * seconds);
}
