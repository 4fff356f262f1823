// The public surface. The constructs first: they are what most users import.
export { describeChanges } from './cdk8s/describe-changes';
export type { Compilation } from './cdk8s/compile-one';
export { PlanError } from './cdk8s/plan-error';
export { Release, type ReleaseProps } from './cdk8s/release';
export { ReleaseApp, type ReleaseAppProps } from './cdk8s/release-app';
export type { CompileOptions } from './cdk8s/release-construct';
export type { Report, ReportedRelease } from './cdk8s/report';
export type { PlainManifest, Workload, WorkloadFunction } from './cdk8s/workload';

// What a plan is made of.
export type { Gate } from './plan/gate';
export type { Latency, Metric, SuccessRate, Traffic } from './plan/metric';
export type { OneOf } from './plan/one-of';
export type { Plain } from './plan/plain';
export type {
  AllowableRule,
  NameOverrides,
  PatchableKind,
  ReleasePlan,
  ReleaseSettings,
  ServicesLayout,
  SubsetsLayout,
} from './plan/release-plan';
export type {
  BaseRoute,
  GatewaySpec,
  GatewayTls,
  IstioHttpRoute,
  IstioRouter,
  IstioTrafficPolicy,
  TrackHeaders,
} from './plan/router';
export type { ServicePort, ServicePorts, ServiceSpec } from './plan/service';
export type {
  CanaryScale,
  HeaderMatch,
  HeaderRoute,
  Step,
  StepChoices,
  StringMatch,
} from './plan/step';
export type { Version, VersionSpec } from './plan/version';

// What comes out of it.
export type { CompiledRelease } from './compile/compile-release';
export type { Change, Phase, ReadyWorkload, Tracks } from './compile/phase';
export type { Finding, Severity } from './finding/finding';
export { countFindings, formatFindings, type Paint } from './finding/format-findings';
export type { Json, JsonObject, Manifest, Metadata } from './manifest/manifest';
export { emitDocuments } from './emit/emit-documents';
export { emitYaml } from './emit/emit-yaml';
export { planComment } from './emit/plan-comment';
export { planMarkdown } from './emit/plan-markdown';
export { planTable, type PlanRow } from './emit/plan-table';
export { planText } from './emit/plan-text';
export type {
  ChangeJson,
  ObjectJson,
  OutputType,
  PhaseJson,
  ReadyJson,
  ReleaseJson,
} from './emit/release-json';
export { allRules } from './plan/rules/plan-rules';
export type { RuleText } from './finding/rule-text';

// Rules on any objects.
export { check } from './cdk8s/check';
export type { CheckSettings } from './cdk8s/check-settings';
export { ValidationPlugin } from './cdk8s/validation-plugin';
export type {
  ValidationContext,
  ValidationReport,
  ValidationViolation,
} from './cdk8s/validation-plugin-context';
export type { ValidationProperties } from './cdk8s/validation-plugin-properties';

// Every mixture of a transition, and who reaches what.
export { prove } from './proof/prove';
export type { ExemptHeader, Expectations } from './proof/expectations';
export type { ObligationId, TransitionProof, Violation } from './proof/violation';
export { indexWorld } from './mesh/index-world';
export { meshSettings, type MeshSettings } from './mesh/mesh-settings';
export { outcome } from './mesh/outcome';
export type {
  Answered,
  Delivered,
  Destination,
  Failure,
  Lost,
  MirrorEnd,
  Outcome,
  Told,
  Unknown,
} from './mesh/outcome-kinds';
export type { Caller, GatewayCaller, OutsideCaller, SidecarCaller } from './mesh/caller';
export type { Place } from './mesh/place';
export type { Pod } from './mesh/pods';
export type { MeshRequest } from './mesh/request';
export type { World } from './mesh/world';

// The position of a release in Git.
export { abort, type AbortOptions } from './gitops/abort';
export { advance, type AdvanceOptions } from './gitops/advance';
export { amend, type AmendOptions } from './gitops/amend';
export type { Position } from './gitops/position';
export type { GitopsResult } from './gitops/result';
