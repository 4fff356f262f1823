import type { JsonObject, Manifest } from '../../manifest/manifest';
import { covers, expandHost } from '../../mesh/host-name';
import { asObject, hasField, listIn, objectIn, textIn } from '../../mesh/json-field';
import type { Target } from '../../mesh/route-config';
import type { CheckState } from '../state';

/** A block of a traffic policy that applies to a destination, and where it is written. */
interface PolicyBlock {
  readonly manifest: Manifest;
  readonly path: string;
  readonly block: JsonObject;
}

/** The block of a traffic policy that a destination gets: of its subset, else of the whole rule. Which of several DestinationRules binds a caller is not asked: the first on the host counts. */
export function policyBlockOf(
  state: CheckState,
  { host, subset }: Target,
  field: string,
): PolicyBlock | undefined {
  for (const manifest of rulesOn(state, host)) {
    const spec = objectIn(manifest, 'spec');
    const subsets = listIn(spec, 'subsets');
    const index = subsets.findIndex((item) => textIn(item, 'name') === subset);
    const own = objectIn(asObject(subsets[index]), 'trafficPolicy');
    if (subset !== '' && hasField(own, field)) {
      const path = `spec.subsets[${index}].trafficPolicy.${field}`;
      return { manifest, path, block: objectIn(own, field) };
    }
    const common = objectIn(spec, 'trafficPolicy');
    if (hasField(common, field)) {
      return { manifest, path: `spec.trafficPolicy.${field}`, block: objectIn(common, field) };
    }
  }
  return undefined;
}

/** The DestinationRules on a host: those that name it, then those on patterns. */
function rulesOn(state: CheckState, host: string): readonly Manifest[] {
  const index = indexOf(state);
  const patterns = index.patterns.filter(({ pattern }) => covers(pattern, host));
  return [...(index.named.get(host) ?? []), ...patterns.map(({ manifest }) => manifest)];
}

interface RuleIndex {
  readonly named: ReadonlyMap<string, readonly Manifest[]>;
  readonly patterns: readonly { readonly pattern: string; readonly manifest: Manifest }[];
}

const INDEXES = new WeakMap<CheckState, RuleIndex>();

function indexOf(state: CheckState): RuleIndex {
  const known = INDEXES.get(state);
  if (known !== undefined) return known;
  const named = new Map<string, Manifest[]>();
  const patterns: { readonly pattern: string; readonly manifest: Manifest }[] = [];
  for (const manifest of state.ofKind('networking.istio.io/DestinationRule')) {
    const written = textIn(objectIn(manifest, 'spec'), 'host') ?? '';
    const host = expandHost(written, manifest.metadata.namespace ?? '');
    if (host.startsWith('*')) patterns.push({ pattern: host, manifest });
    else named.set(host, [...(named.get(host) ?? []), manifest]);
  }
  const index = { named, patterns };
  INDEXES.set(state, index);
  return index;
}
