import { planText } from '../../src/emit/plan-text';
import { exampleJson } from './plan-releases';

describe('the plan in a terminal', () => {
  it('is an aligned table with what matters most below', () => {
    expect(planText(exampleJson())).toBe(
      `go-demo-7 0.0.1 → 0.0.2 (namespace go-demo-7)

phase               primary    canary     traffic  requests  then                      changes
000-baseline        0.0.1 × 3  0.0.1 × 0  100/0                                        +8 objects
020-canary-0        0.0.1 × 3  0.0.2 × 1  100/0                                        1 Deployment
030-canary-20       0.0.1 × 3  0.0.2 × 2  80/20    ≥ 720     wait 5m                   1 Deployment, 2 VirtualServices
040-canary-40       0.0.1 × 3  0.0.2 × 2  60/40    ≥ 3,024   errors, latency over 10m  2 VirtualServices
050-canary-60       0.0.1 × 3  0.0.2 × 3  40/60    ≥ 216     approval                  1 Deployment, 2 VirtualServices
060-canary-100      0.0.1 × 3  0.0.2 × 3  0/100    ≥ 360     approval                  2 VirtualServices
070-update-primary  0.0.2 × 3  0.0.2 × 3  0/100    ≥ 360                               1 Deployment
080-primary-100     0.0.2 × 3  0.0.2 × 3  100/0    ≥ 360                               2 VirtualServices
090-done            0.0.2 × 3  0.0.2 × 0  100/0    ≥ 360                               1 Deployment

takes at least 19m, each phase 30s to settle; approvals take as long as they take
at least 4,320 requests meet 0.0.2 before 070-update-primary
callers outside the mesh meet 0.0.2 at 070-update-primary
`,
    );
  });

  it('of a first installation is one line', () => {
    const plan = { from: undefined, environment: 'staging', traffic: undefined };
    expect(planText(exampleJson({ plan }))).toBe(
      `go-demo-7 0.0.2, first installation (namespace go-demo-7, environment staging)

phase         primary    canary     traffic  then  changes
000-baseline  0.0.2 × 3  0.0.2 × 0  100/0          +8 objects

takes at least 30s, each phase 30s to settle
`,
    );
  });

  it('wraps to the width of the terminal', () => {
    const lines = planText(exampleJson(), 110).split('\n');
    expect(lines.filter((line) => line.length > 110)).toEqual([]);
    expect(lines).toContainEqual(expect.stringMatching(/^ +VirtualServices$/));
  });

  it('does not know colour', () => {
    expect(planText(exampleJson())).not.toContain('\u001b');
  });

  it.each([
    ['none', 'none', undefined],
    ['subsets', 'may-reach-canary', 'may meet 0.0.2 as soon as the canary has a ready pod'],
    [undefined, undefined, 'meet 0.0.2 at 070-update-primary'],
  ])('says in layout %s what callers outside the mesh (%s) meet', (name, outsideMesh, note) => {
    const layout = name === 'subsets' ? 'subsets' : undefined;
    const text = planText(exampleJson({ plan: { layout, outsideMesh } as object }));
    if (note === undefined) expect(text).not.toContain('outside the mesh');
    else expect(text).toContain(`callers outside the mesh ${note}\n`);
  });
});
