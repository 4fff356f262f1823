import { complain, complainOf } from './complain';
import { isDnsLabel, isDnsSubdomain } from './kubernetes-names';
import { isRecord, textOf } from './record';
import type { Occurrence, PlanRule } from './rule';
import { field, fields, isGiven, planSpot, type Spot } from './spot';

/** Rules on the gateway of the external hosts. */
export const gatewayRules: readonly PlanRule[] = [
  {
    id: 'gateway-reference',
    severity: 'error',
    title: "a gateway is one to create, or the 'namespace/name' of one that exists",
    why: 'Istio looks for a Gateway without a namespace beside the VirtualService. Where it is not found, users from outside get 404.',
    fix: "write 'istio-system/public', or { selector: { istio: 'ingressgateway' } }",
    find: ({ input }) => {
      const gateway = gatewaySpot(input);
      return !isGiven(gateway) || isRecord(gateway.value) ? [] : findBadReference(gateway);
    },
  },
  {
    id: 'gateway-selector',
    severity: 'error',
    title: 'a Gateway to create says which gateway pods it is for',
    why: 'A Gateway without a selector is for every gateway of the mesh: the hosts would be opened where nobody expects them.',
    fix: "write selector: { istio: 'ingressgateway' }",
    find: ({ input }) => {
      const gateway = gatewaySpot(input);
      if (!isRecord(gateway.value)) return [];
      const selector = field(gateway, 'selector');
      const labels = fields(selector);
      if (!isRecord(selector.value) || labels.length === 0) {
        return [complain(selector, 'selects every gateway')];
      }
      return labels
        .filter(({ value }) => typeof value !== 'string')
        .map((label) => complain(label, 'not the value of a label', { allowed: 'a text' }));
    },
  },
  {
    id: 'tls-invalid',
    severity: 'error',
    title: 'the TLS of a Gateway names a Secret, and says what becomes of plain HTTP',
    why: "The gateway's pods read the certificate by this name, in their own namespace. With another form they find none, and the handshake of every user fails.",
    fix: "write tls: { credentialName: 'shop-example-com', plainHttp: 'redirect' }",
    find: ({ input }) => {
      const tls = field(gatewaySpot(input), 'tls');
      return isGiven(tls) ? findBadTls(tls) : [];
    },
  },
];

function gatewaySpot(input: unknown): Spot {
  return field(planSpot(input), 'router', 'gateway');
}

function findBadReference(gateway: Spot): readonly Occurrence[] {
  const text = textOf(gateway.value);
  if (text === undefined) return [complain(gateway, 'not a gateway')];
  if (text === 'mesh') {
    const fix = 'remove it: callers in the mesh have a VirtualService of their own';
    return [complain(gateway, 'the mesh is no gateway of external hosts', { fix })];
  }
  const parts = text.split('/');
  if (parts.length === 2 && parts.every(isDnsLabel)) return [];
  const allowed = "'namespace/name'";
  if (parts.length !== 1) return [complain(gateway, 'not the name of a Gateway', { allowed })];
  return [complain(gateway, 'a Gateway is named with its namespace', { allowed })];
}

function findBadTls(tls: Spot): readonly Occurrence[] {
  if (!isRecord(tls.value)) return [complainOf(tls, 'not the TLS of a Gateway')];
  const credential = field(tls, 'credentialName');
  const plainHttp = field(tls, 'plainHttp');
  const found: Occurrence[] = [];
  if (!isDnsSubdomain(textOf(credential.value) ?? '')) {
    const allowed = "the name of a Secret in the namespace of the gateway's pods, without a '/'";
    found.push(complain(credential, 'not the name of a Secret', { allowed }));
  }
  if (
    isGiven(plainHttp) &&
    !['serve', 'redirect', 'closed'].includes(textOf(plainHttp.value) ?? '')
  ) {
    const allowed = "'serve', 'redirect', 'closed'";
    found.push(complain(plainHttp, 'not something that plain HTTP can do', { allowed }));
  }
  return found;
}
