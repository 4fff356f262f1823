import type { Manifest } from '../../src/manifest/manifest';
import { choicesBetween } from '../../src/proof/choices';
import { object, service } from '../mesh/shop';
import { pods, rule, subsetRoute } from './hazard-shop';

describe('the choices of a transition', () => {
  it('are the objects that differ, each as before and as after', () => {
    const [stays, old, young] = [
      pods('stable', 3),
      subsetRoute({ stable: 100 }),
      subsetRoute({ stable: 80, canary: 20 }),
    ];

    expect(
      choicesBetween([
        [stays, old],
        [young, stays],
      ]),
    ).toEqual([
      {
        key: expect.stringContaining('VirtualService'),
        options: [
          { manifest: old, from: 0 },
          { manifest: young, from: 1 },
        ],
      },
    ]);
  });

  it('are nothing and something for objects that come or go', () => {
    const [comes, goes] = [pods('canary', 1), pods('stable', 1)];
    const options = choicesBetween([[goes], [comes]]).map((choice) => choice.options);

    expect(options).toEqual([
      [
        { manifest: goes, from: 0 },
        { manifest: undefined, from: 1 },
      ],
      [
        { manifest: undefined, from: 0 },
        { manifest: comes, from: 1 },
      ],
    ]);
  });

  it('of more than two states are each other form once', () => {
    const [first, second] = [subsetRoute({ stable: 100 }), subsetRoute({ stable: 80, canary: 20 })];
    const [choice] = choicesBetween([[first], [second], [first]]);

    expect(choice?.options.map(({ from }) => from)).toEqual([0, 1]);
  });

  it('of a Service whose selector changes include the pods of both selectors only, with either ports', () => {
    const old = service('web', { app: 'web' }, { ports: [{ port: 80, name: 'http' }] });
    const young = service(
      'web',
      { app: 'web', track: 'primary' },
      { ports: [{ port: 81, name: 'http' }] },
    );

    expect(between([old], [young])).toEqual([
      { selector: { app: 'web', track: 'primary' }, ports: [{ port: 80, name: 'http' }] },
      { selector: { app: 'web', track: 'primary' }, ports: [{ port: 81, name: 'http' }] },
    ]);
  });

  it('of selectors that contradict each other include no pod', () => {
    const [old, young] = [service('web', { track: 'blue' }), service('web', { track: 'green' })];
    const found = between([old], [young]) as readonly { readonly selector: object }[];

    expect(found.map(({ selector }) => selector)).toEqual([{ track: '/' }, { track: '/' }]);
  });

  it('of a Service whose ports change alone are no more than two: ports change at once', () => {
    const [old, young] = [
      service('web', { app: 'web' }),
      service('web', { app: 'web' }, { ports: [{ port: 81, name: 'http' }] }),
    ];

    expect(between([old], [young])).toEqual([]);
  });

  it('of a DestinationRule whose subset changes its labels include the pods of both', () => {
    const old = rule('stable', ['canary', { version: 'canary' }]);
    const young = rule('stable', ['canary', { version: 'canary', hash: 'b7' }], 'next');

    expect(between([old], [young])).toMatchObject([
      {
        subsets: [
          { name: 'stable', labels: { version: 'stable' } },
          { name: 'canary', labels: { version: 'canary', hash: 'b7' } },
          { name: 'next', labels: { version: 'next' } },
        ],
      },
    ]);
    expect(between([rule('stable')], [rule('stable', 'canary')])).toEqual([]);
  });

  it('of other kinds are never in between: they are read as a whole', () => {
    const [old, young] = [
      object('networking.istio.io/v1', 'Gateway', 'edge', { selector: { istio: 'a' } }),
      object('networking.istio.io/v1', 'Gateway', 'edge', { selector: { istio: 'b' } }),
    ];

    expect(between([old], [young])).toEqual([]);
  });
});

function between(before: readonly Manifest[], after: readonly Manifest[]): readonly unknown[] {
  return choicesBetween([before, after]).flatMap(({ options }) =>
    options.flatMap(({ from, manifest }) => (from === 'between' ? [manifest?.['spec']] : [])),
  );
}
