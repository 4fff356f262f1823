import { domainFault, isLabel } from './domain-name';
import { mention, refuse, type Complaint } from './complaint';
import { items, text, type Spot } from './spot';

/** Which names of gateways are allowed: Istio's own conversion of Gateway API makes more. */
export type NameForm = 'user' | 'converted';

/** Names of gateways: `namespace/name`, or a name in the own namespace. */
export function* checkGatewayNames(gateways: Spot, form: NameForm): Generator<Complaint> {
  for (const gateway of items(gateways)) {
    const name = text(gateway);
    const slash = name.indexOf('/');
    if (slash < 0) {
      yield* checkPlainName(gateway, name);
      // as in Istio, which looks no further than the first such name
      return;
    }
    const [namespace, own] = [name.slice(0, slash), name.slice(slash + 1)];
    if (!isLabel(namespace)) {
      yield refuse('istio-gateway-reference', gateway, `'${namespace}' is no namespace`);
    }
    if (own === '' || (!isLabel(own) && form === 'user')) {
      yield refuse('istio-gateway-reference', gateway, `'${own}' is no name of a gateway`);
    }
  }
}

function* checkPlainName(gateway: Spot, name: string): Generator<Complaint> {
  const fault = domainFault(name);
  if (fault !== undefined) {
    yield refuse('istio-gateway-reference', gateway, `no name of a gateway: ${fault}`);
  }
  const [own, namespace] = name.split('.');
  if (namespace !== undefined) {
    const message = 'the dotted form is deprecated, and few tools know it';
    yield mention('istio-gateway-reference', gateway, message, `${namespace}/${own ?? ''}`);
  }
}
