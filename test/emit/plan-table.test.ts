import { planTable } from '../../src/emit/plan-table';
import { exampleJson } from './plan-releases';

describe('a row of the plan', () => {
  it('says what a phase is, who meets the new version in it, for how long, and the way back', () => {
    const { changes, ...row } = planTable(exampleJson()).find(({ id }) => id === '040-canary-40')!;
    expect(row).toEqual({
      id: '040-canary-40',
      path: '040-canary-40',
      versions: { primary: '0.0.1', canary: '0.0.2' },
      replicas: { primary: 3, canary: 2 },
      traffic: { primary: 60, canary: 40 },
      headerRoutes: [],
      mirror: 0,
      exposure: {
        percent: 40,
        headerRoutes: [],
        mirror: 0,
        requestsPerMinute: 288,
        requests: 3024,
      },
      settleSeconds: 30,
      gates: [{ kind: 'metrics', metrics: ['errors', 'latency'], seconds: 600 }],
      shortestStaySeconds: 630,
      wayBack: ['010-traffic-back', '020-canary-off'],
    });
    expect(changes.map(({ change, object }) => [change, object.kind, object.name])).toEqual([
      ['changed', 'VirtualService', 'go-demo-7-gateway'],
      ['changed', 'VirtualService', 'go-demo-7'],
    ]);
  });

  it('is plain data', () => {
    const rows = planTable(exampleJson({ plan: { traffic: undefined } }));
    expect(JSON.parse(JSON.stringify(rows))).toStrictEqual(rows);
  });

  it('counts copies and header routes of the new version only', () => {
    const match = [{ headerName: 'x-qa', headerValue: { exact: 'yes' } }];
    const steps = [{ setHeaderRoute: { name: 'qa', match } }, { setMirror: { percentage: 5 } }];
    const release = exampleJson({ plan: { steps } });
    expect(
      planTable(release).map(({ id, exposure }) => [id, exposure.headerRoutes, exposure.mirror]),
    ).toEqual([
      ['000-baseline', [], 0],
      ['020-canary-0', [], 0],
      ['030-header-qa', ['qa'], 0],
      ['040-mirror-5', ['qa'], 5],
      ['050-canary-100', ['qa'], 0],
      ['060-update-primary', ['qa'], 0],
      ['070-primary-100', [], 0],
      ['080-done', [], 0],
    ]);
  });
});
