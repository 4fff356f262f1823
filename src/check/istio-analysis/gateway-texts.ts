import type { AnalysisText } from './analysis-text';

/** Codes about gateways. */
export const gatewayTexts: readonly AnalysisText[] = [
  {
    code: 'IST0132',
    id: 'host-not-in-gateway',
    title: 'a Gateway takes the hosts of its VirtualServices',
    why: 'A gateway answers requests to a host that is not in its server list with 404, whatever the VirtualService says.',
    fix: "add the host to the Gateway's servers, or take the Gateway out of the VirtualService",
  },
  {
    code: 'IST0138',
    id: 'shared-gateway-certificate',
    title: 'a certificate is shown by one Gateway',
    why: 'Browsers reuse an HTTP/2 connection for every host that its certificate covers: requests for a host of the other Gateway then arrive at this one, and get 404.',
    fix: 'put the hosts that share a certificate into one Gateway',
  },
  {
    code: 'IST0145',
    id: 'conflicting-gateways',
    title: 'a host and port of the same pods belong to one Gateway',
    why: 'Of two Gateways that take one host on one port of the same pods the oldest wins, and the other is dropped.',
    fix: 'merge the Gateways, or give them different hosts, ports or pods',
  },
  {
    code: 'IST0161',
    id: 'invalid-gateway-certificate',
    title: "a Gateway's Secret holds a valid certificate",
    why: 'Without a readable certificate and its key every TLS connection to the server fails.',
    fix: 'write the certificate and key as tls.crt and tls.key of the Secret',
  },
  {
    code: 'IST0162',
    id: 'gateway-port-not-on-service',
    title: "a Gateway's port is one that a Service leads to",
    why: 'The gateway listens on the port, but no Service of its pods leads there: connections from outside are refused.',
    fix: 'add a port with that targetPort to the Service of the gateway, or change the port of the server',
  },
  {
    code: 'IST0165',
    id: 'internal-gateway',
    title: 'a VirtualService names no Gateway that Istio makes for itself',
    why: 'Istio turns Gateways of the Gateway API into its own under names that it may change.',
    fix: 'name the Gateway of the Gateway API as namespace/name, or use an HTTPRoute',
  },
  {
    code: 'IST0166',
    id: 'selector-on-gateway-api',
    title: 'policies for a Gateway of the Gateway API name it',
    why: 'A selector by label has no effect on the pods of such a gateway: the policy protects nothing.',
    fix: 'use targetRefs with the Gateway instead of selector',
  },
  {
    code: 'IST0176',
    id: 'gateway-api-too-old',
    title: 'the CRDs of the Gateway API are new enough for Istio',
    why: 'Istio does not read objects of an older CRD: routes are accepted, and have no effect.',
    fix: 'install the CRDs of the version that the message names',
  },
  {
    code: 'IST0171',
    id: 'negative-condition',
    title: 'no controller has refused the object',
    why: "A status that says False about one of the object's own parts means that it does not work as written.",
    fix: 'do what the status asks for; in Git, leave status out',
  },
];
