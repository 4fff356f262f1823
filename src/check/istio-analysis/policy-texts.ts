import type { AnalysisText } from './analysis-text';

/** Codes about policies for workloads. */
export const policyTexts: readonly AnalysisText[] = [
  {
    code: 'IST0110',
    id: 'sidecars-of-one-pod',
    title: 'a pod is selected by one Sidecar',
    why: 'Which of several counts is not defined: hosts that one of them lists may be unknown to the pod.',
    fix: 'make their selectors disjoint, or merge them',
  },
  {
    code: 'IST0111',
    id: 'sidecars-of-one-namespace',
    title: 'a namespace has one Sidecar without a selector',
    why: 'Which of several counts is not defined: hosts that one of them lists may be unknown to its pods.',
    fix: 'merge them',
  },
  {
    code: 'IST0127',
    id: 'policy-without-workloads',
    title: 'a policy has workloads',
    why: 'An AuthorizationPolicy that selects nothing protects nothing; mostly a label is misspelled.',
    fix: 'correct the selector or the namespace, or remove the policy',
  },
  {
    code: 'IST0157',
    id: 'telemetry-without-provider',
    title: 'access logs have a provider',
    why: 'Without a provider, here or as the default of the mesh, nothing is logged.',
    fix: 'name a provider',
  },
  {
    code: 'IST0159',
    id: 'telemetries-of-one-pod',
    title: 'a pod is selected by one Telemetry',
    why: 'The oldest counts, and the rest is ignored: metrics that an analysis asks for may be missing.',
    fix: 'make their selectors disjoint, or merge them',
  },
  {
    code: 'IST0160',
    id: 'telemetries-of-one-namespace',
    title: 'a namespace has one Telemetry without a selector',
    why: 'The oldest counts, and the rest is ignored: metrics that an analysis asks for may be missing.',
    fix: 'merge them',
  },
  {
    code: 'IST0167',
    id: 'policy-ignored-in-ambient',
    title: 'no Sidecar is for pods in ambient mode',
    why: 'Pods in ambient mode have no sidecar: the object has no effect.',
    fix: 'remove it, or take the pods out of ambient mode',
  },
];
