import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyze } from '../../../src/check/istio-analysis/analyze';
import { levelOf } from '../../../src/check/istio-analysis/analysis-message';
import { describe as tell } from '../../../src/manifest/identity';
import type { Manifest } from '../../../src/manifest/manifest';

interface Case {
  readonly name: string;
  readonly objects: readonly Manifest[];
  readonly messages: readonly {
    readonly code: string;
    readonly level: string;
    readonly resource: string;
  }[];
}

const file = join(__dirname, '../../conformance/istio/analyze.json');
const cases = JSON.parse(readFileSync(file, 'utf8')) as readonly Case[];

// What the webhook says has rules and data of its own.
const WEBHOOK = ['IST0106', 'IST0133'];

describe('the analyzers say what those of Istio 1.30.3 say', () => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', (_name, { objects, messages }) => {
    const ours = analyze(objects).map(
      ({ code, manifest }) => `${levelOf(code)} ${code} ${tell(manifest)}`,
    );
    const theirs = messages
      .filter(({ code }) => !WEBHOOK.includes(code))
      .map(({ level, code, resource }) => `${level} ${code} ${resource}`);

    expect(ours.sort()).toEqual(theirs.sort());
  });

  it('and turn what the webhook says into their own codes', () => {
    const [manifest] = cases.find(({ name }) => name === 'schema-error')?.objects ?? [];
    if (manifest === undefined) throw new Error('no object in the case');
    const breach = { manifest, path: 'spec', message: 'refused' };
    const validation = [
      { ...breach, severity: 'error' as const },
      { ...breach, severity: 'warning' as const },
    ];

    expect(analyze([manifest], { validation }).map(({ code }) => code)).toEqual(
      expect.arrayContaining(['IST0106', 'IST0133']),
    );
  });
});
