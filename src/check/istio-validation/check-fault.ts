import { checkDuration } from './check-values';
import { mention, refuse, type Complaint } from './complaint';
import { at, isSet, number, text, type Spot } from './spot';

const RULE = 'istio-fault';

/** Faults that a rule injects. */
export function* checkFault(fault: Spot): Generator<Complaint> {
  if (!isSet(fault)) return;
  const abort = at(fault, 'abort');
  const delay = at(fault, 'delay');
  if (!isSet(abort) && !isSet(delay)) {
    yield refuse(RULE, fault, 'does nothing', 'abort, delay or both');
  }
  if (isSet(abort)) yield* checkAbort(abort);
  if (isSet(delay)) yield* checkDelay(delay);
}

function* checkAbort(abort: Spot): Generator<Complaint> {
  yield* checkShare(at(abort, 'percentage'));
  const [httpStatus, grpcStatus] = [at(abort, 'httpStatus'), at(abort, 'grpcStatus')];
  if (isSet(grpcStatus)) {
    if (!GRPC_STATUSES.has(text(grpcStatus))) {
      yield refuse(RULE, grpcStatus, 'no status of gRPC', [...GRPC_STATUSES].join(', '));
    }
  } else if (isSet(at(abort, 'http2Error'))) {
    yield refuse(RULE, at(abort, 'http2Error'), 'errors of HTTP/2 are not supported');
  } else if (!isSet(httpStatus)) {
    yield mention(RULE, abort, 'aborts with nothing', 'httpStatus or grpcStatus');
  } else if (number(httpStatus) < 200 || number(httpStatus) > 600) {
    yield refuse(RULE, httpStatus, 'no status of an answer', '200 to 599');
  }
}

function* checkDelay(delay: Spot): Generator<Complaint> {
  yield* checkShare(at(delay, 'percentage'));
  yield* checkDuration(RULE, at(delay, 'fixedDelay'));
  const exponential = at(delay, 'exponentialDelay');
  yield* checkDuration(RULE, exponential);
  if (isSet(exponential)) yield refuse(RULE, exponential, 'is not supported', 'fixedDelay');
}

function* checkShare(percentage: Spot): Generator<Complaint> {
  const value = at(percentage, 'value');
  const share = number(value);
  if (share < 0 || share > 100 || (share > 0 && share < SMALLEST)) {
    yield refuse(RULE, value, 'no share of the requests', `0, or ${SMALLEST} to 100`);
  }
}

/** Envoy counts in millionths. */
const SMALLEST = 0.0001;

const GRPC_STATUSES: ReadonlySet<string> = new Set([
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
]);
