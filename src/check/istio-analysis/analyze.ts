import type { Manifest } from '../../manifest/manifest';
import { listIn } from '../../mesh/json-field';
import type { MeshSettings } from '../../mesh/mesh-settings';
import type { Breach } from '../rule';
import type { AnalysisMessage } from './analysis-message';
import { analysisWorld, annotationsOf, type AnalysisWorld } from './analysis-world';
import { analyzeAnnotations } from './annotations';
import { analyzeApplicationUid } from './application-uid';
import { analyzeAuthorizationPolicies } from './authorization-policies';
import { analyzeDeprecatedFields } from './deprecated-fields';
import { analyzeDestinationHosts } from './destination-hosts';
import { analyzeDestinationSubsets } from './destination-subsets';
import { analyzeGatewayCrds, analyzeGatewaySelectors } from './gateway-api';
import { analyzeGatewayCertificates } from './gateway-certificates';
import { analyzeGatewayConflicts } from './gateway-conflicts';
import { analyzeGatewayCredentials } from './gateway-credentials';
import { analyzeGatewayPorts } from './gateway-ports';
import { analyzeImageAuto } from './image-auto';
import { analyzeIngressSubsets } from './ingress-subsets';
import { analyzeInjection } from './injection';
import { analyzeJwtClaimRoutes } from './jwt-claim-routes';
import { analyzeMeshHostConflicts } from './mesh-host-conflicts';
import { analyzeNamedGateways } from './named-gateways';
import { analyzeNegativeConditions } from './negative-conditions';
import { analyzePortNames } from './port-names';
import { analyzeServerVerification } from './server-verification';
import { analyzeServiceEntryAddresses } from './service-entry-addresses';
import { analyzeSharedDeployments } from './shared-deployments';
import { analyzeSubsetPods } from './subset-pods';
import { analyzeUnreachableRules } from './unreachable-rules';
import { analyzeSidecarSelectors, analyzeTelemetry } from './workload-selectors';

/** What may be known besides the objects. */
export interface AnalysisOptions {
  /** @default Istio's own */
  readonly settings?: MeshSettings;
  /** The time in milliseconds that certificates have to be valid at. @default any */
  readonly now?: number;
  /** What Istio's webhook says of the objects: it becomes IST0106 for errors, IST0133 for the rest. @default nothing */
  readonly validation?: readonly Breach[];
}

/**
 * What `istioctl analyze` of Istio 1.30 says of objects, when it sees all of them: the same codes for the same objects, as
 * often. Its messages are in our words.
 */
export function analyze(
  manifests: readonly Manifest[],
  { settings, ...options }: AnalysisOptions = {},
): readonly AnalysisMessage[] {
  return analyzeWorld(analysisWorld(manifests.flatMap(itemsOf), settings), options);
}

/** The objects of a List, or the object itself. */
function itemsOf(manifest: Manifest): readonly Manifest[] {
  return manifest.kind === 'List' ? (listIn(manifest, 'items') as readonly Manifest[]) : [manifest];
}

/** What the analyzers say of a world that is already indexed. */
export function analyzeWorld(
  world: AnalysisWorld,
  { now, validation = [] }: Omit<AnalysisOptions, 'settings'> = {},
): readonly AnalysisMessage[] {
  const messages = [
    ...ANALYZERS.flatMap((analyzer) => analyzer(world)),
    ...analyzeGatewayCredentials(world, now),
    ...validation.filter(({ code }) => !OWN.has(code ?? '')).map(fromWebhook),
  ];
  return withoutRepeats(messages.filter((message) => !isSuppressed(message)));
}

const ANALYZERS: readonly ((world: AnalysisWorld) => readonly AnalysisMessage[])[] = [
  analyzeAnnotations,
  analyzeApplicationUid,
  analyzeAuthorizationPolicies,
  analyzeDeprecatedFields,
  analyzeDestinationHosts,
  analyzeDestinationSubsets,
  analyzeGatewayCertificates,
  analyzeGatewayConflicts,
  analyzeGatewayCrds,
  analyzeGatewayPorts,
  analyzeGatewaySelectors,
  analyzeImageAuto,
  analyzeIngressSubsets,
  analyzeInjection,
  analyzeJwtClaimRoutes,
  analyzeMeshHostConflicts,
  analyzeNamedGateways,
  analyzeNegativeConditions,
  analyzePortNames,
  analyzeServerVerification,
  analyzeServiceEntryAddresses,
  analyzeSharedDeployments,
  analyzeSidecarSelectors,
  analyzeSubsetPods,
  analyzeTelemetry,
  analyzeUnreachableRules,
];

/** The webhook's warnings that the analyzers give codes of their own; `analyzeUnreachableRules` finds them. */
const OWN: ReadonlySet<string> = new Set(['IST0130', 'IST0131']);

function fromWebhook({ manifest, path, message, severity }: Breach): AnalysisMessage {
  const code = severity === 'error' ? 'IST0106' : 'IST0133';
  return { code, manifest, path, message, same: `${path} ${message}` };
}

/** Whether the object asks Istio not to say it: `galley.istio.io/analyze-suppress: IST0102,IST0118`. */
function isSuppressed({ code, manifest }: AnalysisMessage): boolean {
  const given = annotationsOf(manifest)['galley.istio.io/analyze-suppress'];
  return given?.split(',').some((item) => item === '*' || item === code) ?? false;
}

/** Istio drops a message that reads like another, place included. */
function withoutRepeats(messages: readonly AnalysisMessage[]): readonly AnalysisMessage[] {
  const seen = new Map<Manifest, Set<string>>();
  return messages.filter(({ code, manifest, message, same, line }) => {
    const said = seen.get(manifest) ?? new Set();
    seen.set(manifest, said);
    const key = `${code} ${line ?? ''} ${same ?? message}`;
    if (said.has(key)) return false;
    said.add(key);
    return true;
  });
}
