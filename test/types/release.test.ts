import { compileTypes, textOf } from './compile-types';

const CASES = 'release.cases.ts';

const MISTAKES = `
import { Chart, App } from 'cdk8s';
import { Release } from '../../src/cdk8s/release';
const chart = new Chart(new App(), 'chart');
const workload = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'api' } };
const base = { name: 'api', workload, to: '2', service: { port: 80 }, router: { kind: 'istio' } } as const;
const metrics = { errors: { kind: 'success-rate', min: 99 } } as const;
new Release(chart, 'a', { ...base, metrics, steps: [{ analysis: { metrics: ['latency'], duration: '5m' } }] });
new Release(chart, 'b', { ...base, steps: [{ analysis: { metrics: ['errors'], duration: '5m' } }] });
new Release(chart, 'c', { ...base, steps: [{ setWeight: 20, pause: {} }] });
new Release(chart, 'd', { ...base, steps: [{ setWeigth: 20 }] });
new Release(chart, 'e', { ...base, layout: 'subsets' });
new Release(chart, 'f', { ...base, replica: 3 });
new Release(chart, 'g', { ...base, to: undefined });
new Release(chart, 'h', { ...base, router: { kind: 'istio', http: [{ timeouts: '5s' }] } });
`;

const problemsOf = compileTypes([CASES], { 'mistakes.ts': MISTAKES });

describe('the types of a plan', () => {
  it('let compile what a release can do, and nothing else', () => {
    const text = textOf(CASES);
    const problems = problemsOf(CASES).map(({ start, message }) => {
      return `line ${text.slice(0, start).split('\n').length}: ${message}`;
    });

    expect(problems).toEqual([]);
    expect(text.match(/@ts-expect-error/g)?.length).toBeGreaterThan(20);
  });

  it('say what is wrong, at the place where it is', () => {
    const problems = problemsOf('mistakes.ts').map(({ start, message }) => {
      const line = MISTAKES.slice(MISTAKES.lastIndexOf('\n', start) + 1, start);
      const release = /chart, '(\w)'/.exec(line)?.[1];
      const word = MISTAKES.slice(start).split(/[ ,(:\]]/)[0];
      return `${release} at ${word}: ${message.replace(/'\{[^']*\}'/g, "'{…}'")}`;
    });

    expect(problems.join('\n')).toMatchInlineSnapshot(`
"a at 'latency': Type '"latency"' is not assignable to type '"errors"'.
b at 'errors': Type 'string' is not assignable to type 'never'.
c at {: Type '{…}' is not assignable to type 'Step<never>'.
  Types of property 'pause' are incompatible.
    Type '{…}' is not assignable to type 'undefined'.
d at setWeigth: Object literal may only specify known properties, but 'setWeigth' does not exist in type 'Step<never>'. Did you mean to write 'setWeight'?
e at {: Argument of type '{…}' is not assignable to parameter of type 'ReleaseProps<never>'.
  Type '{…}' is not assignable to type 'ReleaseSettings<never> & SubsetsLayout & { readonly workload: Workload; }'.
    Property 'outsideMesh' is missing in type '{…}' but required in type 'SubsetsLayout'.
f at replica: Object literal may only specify known properties, but 'replica' does not exist in type 'ReleaseProps<never>'. Did you mean to write 'replicas'?
g at to: Type 'undefined' is not assignable to type 'Version'.
h at timeouts: Object literal may only specify known properties, but 'timeouts' does not exist in type 'BaseRoute'. Did you mean to write 'timeout'?"
`);
  });
});
