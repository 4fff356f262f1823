import type { ValidationRuleId } from './rule-id';
import type { ValidationText } from './validation-text';

/** What the rules on VirtualServices are. */
export const VIRTUAL_SERVICE_TEXTS = {
  'istio-virtual-service': {
    severity: 'error',
    title: 'a VirtualService has rules, and one without hosts has HTTP rules only',
    why: 'The webhook refuses a VirtualService without rules. One without hosts is a delegate: others lend it their hosts and gateways, for HTTP.',
    fix: 'add rules; add hosts, or leave gateways, tls and tcp to the VirtualService that delegates',
  },
  'istio-unreachable-rule': {
    severity: 'warning',
    title: 'every rule of a VirtualService can be reached',
    why: 'Rules are tried in order. After a rule without conditions, or after one with the same conditions, a rule is never used: its weights and destinations have no effect.',
    fix: 'put narrower rules first, or remove the one that is not used',
  },
  'istio-http-action': {
    severity: 'error',
    title: 'an HTTP rule does one thing with a request',
    why: 'The webhook refuses a rule that does nothing, or that routes and redirects, answers or delegates at once.',
    fix: 'keep one of route, redirect, directResponse and delegate, with what belongs to it',
  },
  'istio-http-match': {
    severity: 'error',
    title: 'conditions of HTTP rules are ones that a proxy can test',
    why: 'The webhook refuses empty prefixes and expressions, expressions that are not RE2, and names that no header, label or namespace can have.',
    fix: 'correct the condition; RE2 knows no look-ahead and no back-references',
  },
  'istio-http-headers': {
    severity: 'error',
    title: 'headers that are changed may be changed, to values that Envoy takes',
    why: "The webhook refuses changes of ':path' and the like, of the host elsewhere than in requests, and values with a single '%', which Envoy takes for the start of a variable.",
    fix: "use rewrite for the path and the authority; write '%%' for a '%'",
  },
  'istio-mirror': {
    severity: 'error',
    title: 'mirrors have a destination and a share of the requests',
    why: 'The webhook refuses mirrors without a destination and shares above 100. It warns of mirrorPercent, which whole numbers alone fit.',
    fix: 'use mirrorPercentage: { value: 10 } and mirrors with destinations',
  },
  'istio-retries': {
    severity: 'error',
    title: 'retries have attempts, conditions that Envoy knows, and times',
    why: 'The webhook refuses conditions that it does not know, and settings beside 0 attempts, which switch retries off.',
    fix: 'correct the condition, set attempts, or remove the retries',
  },
  'istio-timeout': {
    severity: 'error',
    title: 'a timeout is of whole milliseconds',
    why: "The webhook refuses times below a millisecond and '0s'.",
    fix: "write a time such as '5s'; remove the field for no timeout",
  },
  'istio-redirect': {
    severity: 'error',
    title: 'a redirect leads elsewhere, with a status of a redirect',
    why: 'The webhook refuses a redirect that changes nothing, and a status outside 300 to 399.',
    fix: 'set uri, authority, scheme or port, and a redirectCode such as 301',
  },
  'istio-direct-response': {
    severity: 'error',
    title: 'a direct response has a status and a body that is not large',
    why: 'The webhook refuses a status outside 200 to 599 and a body above 1 MiB. Above 100 KiB it warns: every proxy keeps a copy.',
    fix: 'correct the status; serve large bodies by a workload',
  },
  'istio-rewrite': {
    severity: 'error',
    title: 'a rewrite changes something, the path in one way',
    why: 'The webhook refuses an empty rewrite, and a path that is rewritten twice.',
    fix: 'set one of uri and uriRegexRewrite, authority, or remove the rewrite',
  },
  'istio-cors': {
    severity: 'error',
    title: 'a CORS policy names origins, methods and headers that exist',
    why: 'The webhook refuses origins that say nothing, unknown methods, names that no header has, and ages finer than a second.',
    fix: 'correct the entry',
  },
  'istio-fault': {
    severity: 'error',
    title: 'an injected fault is one that Envoy can make',
    why: 'The webhook refuses faults that do nothing, unknown statuses, and shares that are no percentage.',
    fix: 'set a fixedDelay, or an abort with httpStatus or grpcStatus, and a share of 0.0001 to 100',
  },
  'istio-destination': {
    severity: 'error',
    title: 'a destination has a host, and a subset and a port that can be',
    why: 'The webhook refuses the VirtualService, so the routes stay as they are.',
    fix: 'write the full name of the Service, with a port number of it',
  },
  'istio-destination-weights': {
    severity: 'error',
    title: 'weights of a rule are not below 0, and not all 0',
    why: 'A destination without a weight counts as 0. The webhook refuses a rule of several destinations whose weights add up to 0; in the proxy it would make the whole table of routes invalid.',
    fix: 'give every destination a weight; let them add up to 100',
  },
  'istio-tls-route': {
    severity: 'error',
    title: "TLS rules match by names among the VirtualService's hosts, and have a destination",
    why: 'The webhook refuses TLS rules without sniHosts, with others than its hosts, or without a route.',
    fix: 'name hosts of the VirtualService in sniHosts',
  },
  'istio-tcp-route': {
    severity: 'error',
    title: 'TCP rules match by addresses, ports and labels that can be, and have a destination',
    why: 'The webhook refuses TCP rules without a route, or with conditions that no connection has.',
    fix: 'correct what the finding names',
  },
} satisfies Partial<Record<ValidationRuleId, ValidationText>>;
