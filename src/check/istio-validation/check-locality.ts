import { mention, refuse, type Complaint } from './complaint';
import { localityFault } from './locality-fault';
import { at, entries, isSet, items, number, text, type Spot } from './spot';

const RULE = 'istio-load-balancer';

/** How traffic is kept near, and where it goes when a place fails. Istio stops at some faults. */
export function* checkLocality(setting: Spot, outlier: Spot): Generator<Complaint> {
  if (!isSet(setting)) return;
  const distribute = items(at(setting, 'distribute'));
  const failover = items(at(setting, 'failover'));
  const priority = items(at(setting, 'failoverPriority'));
  if (distribute.length > 0 && failover.length > 0) {
    const spot = { ...at(setting, 'failover'), value: undefined };
    yield refuse(RULE, spot, "excluded by the setting's distribute");
    return;
  }
  const topology = priority.find((label) => TOPOLOGY_LABELS.has(text(label)));
  if (failover.length > 0 && topology !== undefined) {
    yield refuse(RULE, topology, 'a label of the topology, excluded by failover');
    return;
  }
  for (const one of distribute) {
    const complaints = [...checkShares(at(one, 'to'))];
    yield* complaints;
    if (complaints.length > 0) return;
    yield* checkPlaces(
      at(one, 'to'),
      entries(at(one, 'to')).map(([place]) => place),
    );
  }
  yield* checkPlaces(
    at(setting, 'distribute'),
    distribute.map((one) => text(at(one, 'from'))),
  );
  if (failover.length + priority.length > 0 && !isSet(outlier)) {
    const spot = { ...setting, value: undefined };
    yield mention(RULE, spot, 'without outlierDetection no failure is noticed');
  }
  for (const one of failover) yield* checkFailover(one);
}

/** Istio, pkg/config/label. */
const TOPOLOGY_LABELS: ReadonlySet<string> = new Set([
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
  'topology.istio.io/subzone',
]);

function* checkShares(to: Spot): Generator<Complaint> {
  let total = 0;
  for (const [, weight] of entries(to)) {
    if (number(weight) < 1 || number(weight) > 100) {
      yield refuse(RULE, weight, 'no share of the traffic', '1 to 100');
      return;
    }
    total += number(weight);
  }
  if (total === 100) return;
  yield refuse(RULE, { ...to, value: undefined }, `the shares add up to ${total}`, '100');
}

function* checkPlaces(spot: Spot, places: readonly string[]): Generator<Complaint> {
  const fault = localityFault(places);
  if (fault !== undefined) yield refuse(RULE, { ...spot, value: undefined }, fault);
}

function* checkFailover(failover: Spot): Generator<Complaint> {
  const [from, to] = [text(at(failover, 'from')), text(at(failover, 'to'))];
  if (from === to) yield refuse(RULE, failover, `from '${from}' to itself`, 'two regions');
  if (`${from}${to}`.includes('/') || `${from}${to}`.includes('*')) {
    yield refuse(
      RULE,
      failover,
      `from '${from}' to '${to}'`,
      'regions, without zones and wildcards',
    );
  }
}
