import { isLabel, wildcardDomainFault } from './domain-name';
import { checkPort } from './check-values';
import { checkHeaders } from './check-headers';
import { refuse, type Complaint } from './complaint';
import { at, isSet, items, number, text, type Spot } from './spot';

/** Whether destinations are looked at: Istio's own conversion of Gateway API names ones that do not exist. */
export type Destinations = 'user' | 'converted';

/** The weighted destinations of a rule, HTTP or not. */
export function* checkDestinations(route: Spot, destinations: Destinations): Generator<Complaint> {
  const entries = items(route);
  let total = 0;
  for (const entry of entries) {
    const destination = at(entry, 'destination');
    const weight = at(entry, 'weight');
    if (!isSet(destination))
      yield refuse('istio-destination', destination, 'missing, and required');
    yield* checkHeaders(at(entry, 'headers'));
    if (destinations === 'user') yield* checkDestination(destination);
    if (number(weight) < 0) {
      yield refuse('istio-destination-weights', weight, 'a weight below 0', '0 and more');
    }
    // Istio adds 32-bit integers
    total = (total + number(weight)) | 0;
  }
  if (entries.length > 1 && total === 0) {
    const message = 'the weights add up to 0; a destination without a weight counts as 0';
    yield refuse('istio-destination-weights', { ...route, value: undefined }, message);
  }
}

/** A host, and a subset and a port of it. */
export function* checkDestination(destination: Spot): Generator<Complaint> {
  if (!isSet(destination)) return;
  const host = at(destination, 'host');
  const fault = text(host) === '*' ? 'every host' : wildcardDomainFault(text(host));
  if (fault !== undefined) yield refuse('istio-destination', host, `no host to send to: ${fault}`);
  const subset = at(destination, 'subset');
  if (text(subset) !== '' && !isLabel(text(subset))) {
    yield refuse('istio-destination', subset, 'no name of a subset', 'letters, digits and dashes');
  }
  const port = at(destination, 'port');
  if (isSet(port)) yield* checkPort('istio-destination', at(port, 'number'));
}
