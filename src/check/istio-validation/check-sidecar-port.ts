import { checkPort } from './check-values';
import { refuse, type Complaint } from './complaint';
import { isLabel } from './domain-name';
import { isIpAddress } from './ip-address';
import { PROTOCOL_WORDS, protocolOf } from './protocol';
import { at, number, text, type Spot } from './spot';

const RULE = 'istio-sidecar';

/** The port of a listener that is bound to an address. */
export function* checkListenerPort(listener: Spot): Generator<Complaint> {
  const port = at(listener, 'port');
  yield* checkPortFields(port);
  yield* checkPort(RULE, at(port, 'number'));
  const bind = at(listener, 'bind');
  if (text(bind) !== '' && !isIpAddress(text(bind))) yield refuse(RULE, bind, 'no address');
}

/** Name, protocol and target of a port, of any listener. */
export function* checkPortFields(port: Spot): Generator<Complaint> {
  const [name, protocol, target] = [at(port, 'name'), at(port, 'protocol'), at(port, 'targetPort')];
  if (number(target) > 0) yield refuse(RULE, target, 'has no meaning in a sidecar');
  if (text(name) !== '' && !isLabel(text(name))) yield refuse(RULE, name, 'no name of a port');
  if (text(protocol) !== '' && protocolOf(text(protocol)) === 'unknown') {
    yield refuse(RULE, protocol, 'no protocol that Istio knows', PROTOCOL_WORDS);
  }
}
