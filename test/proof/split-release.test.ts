import { compileRelease } from '../../src/compile/compile-release';
import { proveRelease } from '../../src/proof/prove-release';
import { splitRefuted } from '../../src/proof/split-refuted';
import { applicationOf, install, lastPhase, planOf } from '../compile/release-case';
import { shop } from '../compile/shop';

/** A release that moves the application from its Gateway to one of another name. */
const router = {
  kind: 'istio',
  hosts: ['shop.example.com'],
  gateway: { selector: { istio: 'ingressgateway' } },
} as const;
const before = lastPhase(install(shop('1.0.0', { plan: { router } })));
const next = shop('1.1.0', { plan: { router, names: { gateway: 'door' } } });
const baseline = { kind: 'live', version: '1.0.0', objects: before.objects } as const;
const compile = (parts?: Parameters<typeof compileRelease>[3]) =>
  compileRelease(planOf(next), applicationOf(next), baseline, parts);

describe('a release with a transition that is not safe', () => {
  const refuted = compile();
  const proof = proveRelease(refuted);

  it('is refuted: a route that names a Gateway before it is there is a 404', () => {
    const errors = proof.transitions.flatMap(({ to, path, proof: { violations } }) =>
      violations.map(({ message }) => `${path === 'forward' ? to : 'back'}: ${message}`),
    );

    expect(errors.filter((text) => text.startsWith('010-rest'))).toEqual([
      expect.stringContaining('VirtualService shop/api-gateway'),
    ]);
  });

  it('is put in smaller steps, which are proved, and other phases keep their numbers', () => {
    const release = compile(splitRefuted(refuted, proof));
    const again = proveRelease(release);
    const whole = compile(splitRefuted(release, again, splitRefuted(refuted, proof)));
    const errors = proveRelease(whole).transitions.flatMap(({ proof: { violations } }) =>
      violations.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    );

    expect(release.phases.map(({ id }) => id)).toEqual([
      '000-baseline',
      '005-rest-part-1',
      ...refuted.phases.slice(1).map(({ id }) => id),
    ]);
    expect(release.phases[1]?.changes.map((change) => change.kind)).toEqual(['added']);
    expect(whole.waysBack['005-rest-part-1']?.map(({ id }) => id)).toEqual(['010-baseline']);
    expect(whole.waysBack['010-rest']?.map(({ id }) => id)).toEqual([
      '010-baseline-part-1',
      '020-baseline',
    ]);
    expect(errors).toEqual([]);
  });
});
