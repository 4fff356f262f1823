import type { ValidationRuleId } from './rule-id';
import type { ValidationText } from './validation-text';
import { VIRTUAL_SERVICE_TEXTS } from './virtual-service-texts';

/** What the rules of Istio's webhook are. An error refuses the object: what is live stays as it is. */
export const VALIDATION_TEXTS: Readonly<Record<ValidationRuleId, ValidationText>> = {
  'istio-decode': {
    severity: 'error',
    title: 'Istio can read the object',
    why: 'The webhook refuses an object with a value of a wrong type, such as a weight of 50.5 or a timeout without a unit. Without the webhook (a cold install lets everything pass) istiod leaves the object out.',
    fix: 'write the value in the form that the finding names',
  },
  'istio-annotation': {
    severity: 'error',
    title:
      "annotations that are Istio's own are not set, and a dry run is only of an AuthorizationPolicy",
    why: "Some annotations give an object another meaning or more rights. The webhook refuses objects that carry Istio's own.",
    fix: 'remove the annotation',
  },
  'istio-export-to': {
    severity: 'error',
    title: 'an object is exported to namespaces that exist side by side',
    why: "The webhook refuses an export that repeats a namespace ('.' is the own one), stands beside '*', or is no namespace's name.",
    fix: "use '.' for the own namespace, '*' for all, or a list of names",
  },
  'istio-hosts': {
    severity: 'error',
    title: 'hosts are names that the mesh can have, each once',
    why: "The webhook refuses hosts with ports, underscores or wildcards in the middle, the host '*' in the mesh, and hosts of one VirtualService that overlap.",
    fix: 'write the full name of the Service, <name>.<namespace>.svc.cluster.local, or a name of the outside world',
  },
  'istio-gateway-reference': {
    severity: 'error',
    title: 'gateways are named as <namespace>/<name>',
    why: "The webhook refuses other forms. It warns of the old dotted one: with it, most tools don't find the Gateway.",
    fix: 'write <namespace>/<name>, <name> for the own namespace, or mesh',
  },
  ...VIRTUAL_SERVICE_TEXTS,
  'istio-subsets': {
    severity: 'error',
    title: 'subsets have names of their own and labels that pods can have',
    why: 'The webhook refuses the whole DestinationRule, and every subset in it is missing: routes to them answer 503.',
    fix: 'give each subset a name of letters, digits and dashes, and labels of the pods',
  },
  'istio-workload-selector': {
    severity: 'error',
    title: 'a selector of workloads has labels, without wildcards',
    why: 'The webhook refuses wildcards and empty keys. It warns of a selector without labels, which means every workload of the namespace.',
    fix: 'write labels of the pods, or remove the selector if all are meant',
  },
  'istio-traffic-policy': {
    severity: 'error',
    title: 'a traffic policy says something, and nothing that excludes another',
    why: 'The webhook refuses a policy without any setting, settings of a port without the port, and a tunnel together with the PROXY protocol.',
    fix: 'add a setting, or remove the empty policy',
  },
  'istio-outlier-detection': {
    severity: 'error',
    title: 'outlier detection has times of whole milliseconds and percentages',
    why: 'The webhook refuses times below a millisecond and percentages above 100. It warns of consecutiveErrors, which newer proxies do not read.',
    fix: 'correct the number; use consecutive5xxErrors or consecutiveGatewayErrors',
  },
  'istio-connection-pool': {
    severity: 'error',
    title: 'limits of a connection pool are numbers and times that can be',
    why: 'The webhook refuses an empty pool, numbers below 0, times below a millisecond, and useClientProtocol together with an upgrade to HTTP/2.',
    fix: 'correct the number, or remove the setting',
  },
  'istio-load-balancer': {
    severity: 'error',
    title: 'load balancing is by one way, whose numbers can be',
    why: "The webhook refuses what Envoy could not load: shares of localities that don't add up to 100, tables that are no prime number, cookies without a name. It warns of a failover without outlier detection, which never fails over.",
    fix: 'correct what the finding names',
  },
  'istio-client-tls': {
    severity: 'error',
    title: "a client's TLS settings name its certificates once",
    why: 'The webhook refuses certificates from a secret and from files at once, mutual TLS without certificates, and what to verify with while verifying is switched off.',
    fix: 'keep credentialName, or the files, and complete the pair',
  },
  'istio-gateway-servers': {
    severity: 'error',
    title:
      'a Gateway has servers with ports that have a number, a protocol and a name of their own',
    why: 'The webhook refuses the whole Gateway, so none of its hosts answers.',
    fix: 'complete the port; give each server another port name',
  },
  'istio-gateway-hosts': {
    severity: 'error',
    title: 'hosts of a Gateway are full names, wildcards for whole labels, or *',
    why: 'From outside no one asks for a short name. The webhook refuses the whole Gateway.',
    fix: 'write [<namespace>/]<full name>, *.<domain> or *',
  },
  'istio-gateway-tls': {
    severity: 'error',
    title: 'TLS settings of a server go with its protocol, and certificates come from one place',
    why: 'The webhook refuses HTTPS without TLS settings, TLS settings on plain HTTP other than a redirect, and modes without the certificates that they need. It warns of certificates and ciphers that are not used.',
    fix: "set the protocol and the mode that are meant, with credentialName for the certificate's secret",
  },
  'istio-service-entry': {
    severity: 'error',
    title: 'a ServiceEntry has hosts, ports and endpoints that fit its resolution',
    why: 'The webhook refuses the entry, and the hosts stay unknown to the mesh.',
    fix: 'correct what the finding names',
  },
  'istio-workload-entry': {
    severity: 'error',
    title: 'a WorkloadEntry has an address and ports that can be',
    why: 'The webhook refuses the entry, and the workload gets no traffic.',
    fix: 'correct what the finding names',
  },
  'istio-sidecar': {
    severity: 'error',
    title: 'a Sidecar says something, of listeners with ports and hosts of their own',
    why: 'The webhook refuses the Sidecar, and its workloads see the whole mesh as before. It warns of hosts that others cover.',
    fix: 'correct what the finding names',
  },
  'istio-authorization-policy': {
    severity: 'error',
    title: 'rules of an AuthorizationPolicy say something that Istio can decide',
    why: 'The webhook refuses the policy, so what it should deny stays allowed. It warns of denials by HTTP alone, which deny all other TCP.',
    fix: 'correct what the finding names',
  },
  'istio-peer-authentication': {
    severity: 'error',
    title: 'modes of single ports are for selected workloads',
    why: 'The webhook refuses the policy, and the mode of mutual TLS stays as it is.',
    fix: 'add a selector with labels, or remove the ports',
  },
  'istio-request-authentication': {
    severity: 'error',
    title: 'rules on tokens name an issuer or its keys, and places that exist',
    why: 'The webhook refuses the policy, so tokens are not looked at.',
    fix: 'correct what the finding names',
  },
  'istio-telemetry': {
    severity: 'error',
    title: 'telemetry names its providers, tags and shares',
    why: 'The webhook refuses the object, and metrics, traces and logs stay as they are. It warns of what is only used once.',
    fix: 'correct what the finding names',
  },
  'istio-proxy-config': {
    severity: 'error',
    title: 'a ProxyConfig has a number of threads that can be',
    why: 'The webhook refuses the object, and proxies start as before.',
    fix: 'use 0 for all cores, or a number of threads',
  },
};
