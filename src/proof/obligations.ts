import type { RuleText } from '../finding/rule-text';
import type { ObligationId } from './violation';

/** What has to hold in every mixture of old and new objects, whatever the pods do meanwhile. */
export const obligations: readonly (RuleText & { readonly id: ObligationId })[] = [
  {
    id: 'no-lost-request',
    severity: 'error',
    title: 'a request that is answered before and after is answered in between',
    why: 'Objects reach the cluster, and proxies learn them, in any order. When a route arrives before the subset or the Service that it names, or goes after it, its share of the requests is a 404 or 503 until the rest has arrived.',
    fix: 'make two transitions of it: what routes need first, then the routes; and the other way round when it goes',
  },
  {
    id: 'live-destination',
    severity: 'error',
    title: 'a destination with a weight has a pod that is ready whatever happens',
    why: 'A weight does not wait for pods. Sent to a destination whose pods are still starting, or are gone already, its share of the requests is a 503; the mesh does not try the other destination.',
    fix: 'let the pods be ready in a transition of its own before the weight, and take the weight away before the pods',
  },
  {
    id: 'exposure-bound',
    severity: 'error',
    title: 'no mixture shows a version to more requests than both settled states',
    why: 'Pods that a Service selects answer as soon as they are ready, in proportion to their number, wherever no rule says otherwise. A rule that arrives after the pods, or goes before them, shows the new version to users whom the plan keeps away.',
    fix: 'pin the traffic with a rule before the pods start, and stop the pods before the rule goes',
  },
  {
    id: 'no-bypass',
    severity: 'error',
    title: 'callers that the mesh does not govern reach only what is meant for them',
    why: 'A client without a sidecar gets whatever the Service selects; no VirtualService binds it.',
    fix: 'let the Service that people call select the primary only, and give the canary a Service of its own',
  },
  {
    id: 'disjoint-tracks',
    severity: 'error',
    title: 'destinations of a split share no pod',
    why: 'Weights are for destinations. A pod that is behind two of them gets both shares, and the version that it runs more users than the plan says.',
    fix: 'give each subset or Service a label of its own that no other track has',
  },
  {
    id: 'capacity',
    severity: 'warning',
    title: 'behind every destination are pods enough for its share',
    why: 'When weight and pods change in one transition, the weight may arrive first, and the pods that are there carry more than their share.',
    fix: 'scale in the transition before the weight; scale down in the one after it',
  },
  {
    id: 'own-config',
    severity: 'error',
    title: 'configuration stays while a pod that refers to it may run',
    why: 'A pod that starts again after its ConfigMap is gone does not start, and one that starts after its content changed is another version than the one that was tried.',
    fix: 'give new content a new name, and take the old one away when no pod refers to it any more',
  },
  {
    id: 'keeps-service',
    severity: 'error',
    title: 'pods that answer requests keep a Service',
    why: 'The sidecar of a pod listens for the Services that select it. Taken out of the last one it answers 503 (NC) to callers that still know its address.',
    fix: 'let a Service of their own select the old pods until they are gone',
  },
  {
    id: 'immutable-fields',
    severity: 'error',
    title: 'no transition changes a field that the API server keeps',
    why: 'The API server refuses the object, and a CD tool applies all the others: a state that nobody planned.',
    fix: 'make a new object under a new name and move the traffic to it',
  },
  {
    id: 'roll-under-traffic',
    severity: 'warning',
    title: 'a pod template and the routes to it do not change together',
    why: 'While pods are replaced one by one, users of the split meet both versions behind one destination, in no share that anybody chose, and the way back is another update.',
    fix: 'send the traffic to the other track first, then change the template',
  },
];
