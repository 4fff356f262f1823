import { clusterObjects } from '../../src/flagger/cluster-objects';
import { generated } from '../../src/flagger/generated';
import { simulateFlagger } from '../../src/flagger/simulate-flagger';
import type { JsonObject, Manifest } from '../../src/manifest/manifest';
import { APP, canaryOf, eventsOf, GOOD, INGRESS, ON_GATEWAY, run, ticksOf, trace } from './app';

const KEEP: JsonObject = { stepWeight: 50, maxWeight: 50 };

function names(canary: Manifest, workload = APP): readonly string[] {
  const objects = generated(canary, workload, { objects: [INGRESS] });
  return objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
}

const ALWAYS = [
  'Deployment app-primary',
  'Service app',
  'Service app-canary',
  'Service app-primary',
];

describe('what Flagger makes', () => {
  it.each<[string, JsonObject, readonly string[]]>([
    ['kubernetes', { provider: 'kubernetes' }, []],
    [
      'istio',
      {},
      ['DestinationRule app-canary', 'DestinationRule app-primary', 'VirtualService app'],
    ],
    ['gatewayapi:v1', { provider: 'gatewayapi:v1', service: ON_GATEWAY }, ['HTTPRoute app']],
    ['nginx', { provider: 'nginx' }, ['Ingress app-canary']],
  ])('for provider %s', (_provider, spec, routes) => {
    expect(names(canaryOf(KEEP, spec))).toEqual([...ALWAYS, ...routes].sort());
  });

  it('is named after the service where it has a name', () => {
    expect(names(canaryOf(KEEP, { provider: 'kubernetes', service: { name: 'shop' } }))).toEqual([
      'Deployment app-primary',
      'Service shop',
      'Service shop-canary',
      'Service shop-primary',
    ]);
  });

  it('is nothing of an object that is no Canary', () => {
    expect(names({ ...canaryOf(KEEP), spec: { analysis: 'none' } })).toEqual([]);
  });

  it('does not come about without an object that the Canary names', () => {
    const canary = canaryOf(KEEP, {
      autoscalerRef: { kind: 'HorizontalPodAutoscaler', name: 'x' },
    });
    const { initial, ticks } = simulateFlagger({ canary, workload: APP, ticks: 2 });
    expect(initial).toBeUndefined();
    expect(ticks.map(({ phase }) => phase)).toEqual(['Initializing', 'Initializing']);
  });

  it('is no route where a delegate has hosts: every tick fails', () => {
    const canary = canaryOf(KEEP, { service: { delegation: true, hosts: ['app.example.com'] } });
    const { ticks } = simulateFlagger({ canary, workload: APP, ticks: 2, start: 'nothing' });
    expect(eventsOf(ticks[1]).at(-1)).toMatch(
      /cannot have hosts and gateways when delegation enabled/,
    );
  });
});

describe('the routes', () => {
  it('are TCP routes where the protocol is TCP', () => {
    const canary = canaryOf(KEEP, { service: { appProtocol: 'TCP' } });
    const { ticks, world } = simulateFlagger({ canary, workload: APP, ticks: ticksOf(2) });
    expect(trace(ticks)).toEqual(['Progressing/0', 'Progressing/50']);
    const route = clusterObjects(world).find(({ kind }) => kind === 'VirtualService');
    expect(Object.keys(route?.['spec'] as JsonObject)).toContain('tcp');
  });

  it('carry the label of the Service as soon as the Canary describes its metadata', () => {
    const label = (service: JsonObject): unknown =>
      generated(canaryOf(KEEP, { service }), APP).find(({ kind }) => kind === 'VirtualService')
        ?.metadata.labels;
    expect(label({})).toBeUndefined();
    expect(label({ apex: { labels: { team: 'shop' } } })).toEqual({ team: 'shop', app: 'app' });
  });
});

describe('the answers of a simulation', () => {
  it('can depend on how far the run is', () => {
    const seen: string[] = [];
    const { ticks } = simulateFlagger({
      canary: canaryOf(KEEP),
      workload: APP,
      ticks: ticksOf(3).map(({ image }) => (image === undefined ? {} : { image })),
      answer: ({ tick, seconds, phase, routes }) => {
        const weight = routes.kind === 'weights' ? routes.routes.canary : routes.kind;
        seen.push(`${tick} ${seconds} ${phase} ${weight}`);
        return GOOD;
      },
    });
    expect(seen).toEqual(['0 0 Initialized 0', '1 60 Progressing 0', '2 120 Progressing 50']);
    expect(trace(ticks)).toEqual(['Progressing/0', 'Progressing/50', 'Promoting/50']);
  });

  it('count for nothing while the Canary is suspended', () => {
    const ticks = run(canaryOf(KEEP, { suspend: true }), ticksOf(2), { start: 'nothing' });
    expect(ticks.map(({ phase }) => phase)).toEqual(['Initializing', 'Initializing']);
    expect(eventsOf(ticks[1])).toEqual(['skipping canary run as object is suspended']);
  });
});
