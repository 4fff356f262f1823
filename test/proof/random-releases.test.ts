import { proveRelease } from '../../src/proof/prove-release';
import { checkReleases } from '../compile/check-history';

describe('random releases', () => {
  it('are safe in every mixture of every transition, forward and back', () => {
    checkReleases(function* ({ release }) {
      for (const { from, to, path, proof } of proveRelease(release).transitions) {
        const where = path === 'forward' ? '' : `, back from ${path.back}`;
        for (const { severity, message, obligation } of proof.violations) {
          if (severity === 'error') yield `${from} to ${to}${where}: [${obligation}] ${message}`;
        }
        yield* proof.unproved.map((reason) => `${from} to ${to}${where}: ${reason}`);
      }
    });
  });
});
