import { checkDuration } from './check-values';
import { refuse, type Complaint } from './complaint';
import { at, isSet, isTrue, number, text, type Spot } from './spot';

const RULE = 'istio-connection-pool';

/** Limits on connections and requests. */
export function* checkConnectionPool(pool: Spot): Generator<Complaint> {
  if (!isSet(pool)) return;
  const [http, tcp] = [at(pool, 'http'), at(pool, 'tcp')];
  if (!isSet(http) && !isSet(tcp)) {
    yield refuse(RULE, pool, 'says nothing', 'http or tcp');
    return;
  }
  for (const field of HTTP_COUNTS) yield* checkCount(at(http, field));
  yield* checkDuration(RULE, at(http, 'idleTimeout'));
  const client = at(http, 'useClientProtocol');
  if (text(at(http, 'h2UpgradePolicy')) === 'UPGRADE' && isTrue(client)) {
    yield refuse(RULE, client, 'excluded by h2UpgradePolicy: UPGRADE');
  }
  yield* checkCount(at(tcp, 'maxConnections'));
  yield* checkDuration(RULE, at(tcp, 'connectTimeout'));
  yield* checkDuration(RULE, at(tcp, 'maxConnectionDuration'));
  if (!isUnderMillisecond(at(tcp, 'idleTimeout')))
    yield* checkDuration(RULE, at(tcp, 'idleTimeout'));
  yield* checkDuration(RULE, at(at(tcp, 'tcpKeepalive'), 'time'));
  yield* checkDuration(RULE, at(at(tcp, 'tcpKeepalive'), 'interval'));
}

const HTTP_COUNTS = [
  'http1MaxPendingRequests',
  'http2MaxRequests',
  'maxRequestsPerConnection',
  'maxRetries',
  'maxConcurrentStreams',
];

function* checkCount(spot: Spot): Generator<Complaint> {
  if (number(spot) < 0) yield refuse(RULE, spot, 'a number below 0', '0 and more');
}

/** 0 switches the timeout off, and Istio rounds down. */
function isUnderMillisecond(duration: Spot): boolean {
  const nanos = number(at(duration, 'nanos'));
  return number(at(duration, 'seconds')) === 0 && Math.abs(nanos) < 1_000_000;
}
