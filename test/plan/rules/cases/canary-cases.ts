import { router } from '../context';
import { accepts, refuses, type RuleCase } from '../rule-case';

const step = (...steps: readonly unknown[]) => ({ plan: { steps } });

export const canaryCases: readonly RuleCase[] = [
  accepts(
    'mirror-range',
    'a mirror that weight 100 ends',
    step({ setMirror: { percentage: 100 } }, { setWeight: 100 }),
  ),
  refuses(
    'mirror-range',
    'more than everything',
    step({ setMirror: { percentage: 101 } }),
    'steps[0].setMirror.percentage',
  ),
  refuses(
    'mirror-range',
    'a broken percentage',
    step({ setMirror: { percentage: 0.5 } }),
    'steps[0].setMirror.percentage',
  ),
  refuses('mirror-range', 'a bare number', step({ setMirror: 10 }), 'steps[0].setMirror'),
  refuses(
    'mirror-range',
    'the end of a mirror that is not on',
    step({ setMirror: { percentage: 0 } }),
    'steps[0].setMirror.percentage',
    'not on',
  ),
  refuses(
    'mirror-range',
    'the end of a mirror that weight 100 has ended',
    step({ setMirror: { percentage: 10 } }, { setWeight: 100 }, { setMirror: { percentage: 0 } }),
    'steps[2].setMirror.percentage',
  ),
  refuses(
    'mirror-range',
    'copies for a canary that has everything',
    step({ setWeight: 100 }, { setMirror: { percentage: 10 } }),
    'steps[1].setMirror.percentage',
    'already',
  ),
  accepts('mirror-taken', 'a base route with a mirror when no step sets one', {
    plan: { ...step({ setWeight: 20 }).plan, ...router({ http: [{ mirror: { host: 'audit' } }] }) },
  }),
  accepts('mirror-taken', 'a mirror of a route to others', {
    plan: {
      ...step({ setMirror: { percentage: 5 } }).plan,
      ...router({
        http: [
          {
            match: [{ uri: { prefix: '/x' } }],
            route: [{ destination: { host: 'other' } }],
            mirror: { host: 'audit' },
          },
          {},
        ],
      }),
    },
  }),
  refuses(
    'mirror-taken',
    'a base route with a mirror',
    {
      plan: {
        ...step({ setMirror: { percentage: 5 } }).plan,
        ...router({ http: [{ mirror: { host: 'audit' } }] }),
      },
    },
    'router.http[0].mirror',
  ),
  refuses(
    'mirror-taken',
    'a base route of the mesh with mirrors',
    {
      plan: {
        ...step({ setMirror: { percentage: 5 } }).plan,
        ...router({ mesh: { http: [{ mirrors: [] }] } }),
      },
    },
    'router.mesh.http[0].mirrors',
  ),
  accepts('canary-scale-range', 'one pod', step({ setCanaryScale: { replicas: 1 } })),
  refuses(
    'canary-scale-range',
    'no pods',
    step({ setCanaryScale: { replicas: 0 } }),
    'steps[0].setCanaryScale.replicas',
  ),
  refuses(
    'canary-scale-range',
    'half a pod',
    step({ setCanaryScale: { replicas: 1.5 } }),
    'steps[0].setCanaryScale.replicas',
  ),
  refuses(
    'canary-scale-range',
    'a weight of 0',
    step({ setCanaryScale: { weight: 0 } }),
    'steps[0].setCanaryScale.weight',
  ),
  refuses(
    'canary-scale-range',
    'two sizes',
    step({ setCanaryScale: { weight: 5, replicas: 1 } }),
    'steps[0].setCanaryScale',
  ),
  refuses('canary-scale-range', 'no size', step({ setCanaryScale: {} }), 'steps[0].setCanaryScale'),
  refuses(
    'canary-scale-range',
    'a size that is not followed',
    step({ setCanaryScale: { matchTrafficWeight: false } }),
    'steps[0].setCanaryScale.matchTrafficWeight',
  ),
  refuses(
    'canary-scale-range',
    'an unknown size',
    step({ setCanaryScale: { pods: 3 } }),
    'steps[0].setCanaryScale.pods',
  ),
];
