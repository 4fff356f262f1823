import { callerClassesOf, OUTSIDE_CLASS } from '../check/traffic/caller-classes';
import type { CheckState } from '../check/state';
import type { Labels } from '../manifest/labels';
import type { Caller } from '../mesh/caller';
import { CliError } from './cli-error';
import { EXIT } from './exit-codes';

/** A caller, as people name it. */
export interface NamedCaller {
  readonly caller: Caller;
  readonly told: string;
}

/** Every kind of caller that makes sense: sidecars of each namespace, each gateway, and outside. */
export function listCallers(state: CheckState): readonly NamedCaller[] {
  const named = callerClassesOf(state, state.manifests).filter(({ named: isNamed }) => isNamed);
  return [...named, OUTSIDE_CLASS];
}

/**
 * The callers that `--from` means; a gateway without labels is each that a Gateway of the state
 * selects.
 * @throws CliError 64 for what names no caller
 */
export function parseCallers(from: string, state: CheckState): readonly NamedCaller[] {
  const [kind = '', namespace = '', ...rest] = from.split(':');
  const labels = parseLabels(rest.join(':'), from);
  if (kind === 'outside') return [{ ...OUTSIDE_CLASS, caller: { kind, namespace } }];
  if (kind === 'sidecar') {
    const where = namespace === '' ? onlyNamespace(state, from) : namespace;
    const told = `sidecars in ${where}${tellLabels(labels)}`;
    return [{ caller: { kind, namespace: where, labels }, told }];
  }
  if (kind !== 'gateway') throw notACaller(from);
  if (Object.keys(labels).length > 0) return [gateway(namespace || ROOT, labels)];
  const known = listCallers(state).filter(({ caller }) => caller.kind === 'gateway');
  const found = known.filter(({ caller }) => namespace === '' || caller.namespace === namespace);
  if (found.length > 0) return found;
  const [first] = known;
  if (first !== undefined) {
    const { labels: selected = {} } = first.caller as { readonly labels?: Labels };
    return [gateway(namespace, selected)];
  }
  return [gateway(namespace || ROOT, { istio: 'ingressgateway' })];
}

/** Where gateways are by custom. */
const ROOT = 'istio-system';

function gateway(namespace: string, labels: Labels): NamedCaller {
  const told = `the gateway in ${namespace}${tellLabels(labels)}`;
  return { caller: { kind: 'gateway', namespace, labels }, told };
}

function parseLabels(text: string, from: string): Labels {
  if (text === '') return {};
  return Object.fromEntries(
    text.split(',').map((pair) => {
      const [key = '', value] = pair.split('=');
      if (key === '' || value === undefined) throw notACaller(from);
      return [key, value];
    }),
  );
}

function tellLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return pairs.length === 0 ? '' : ` with ${pairs.join(', ')}`;
}

function onlyNamespace(state: CheckState, from: string): string {
  const sidecars = listCallers(state).filter(({ caller }) => caller.kind === 'sidecar');
  const [first] = sidecars;
  if (first?.caller.namespace !== undefined && sidecars.length === 1) return first.caller.namespace;
  throw notACaller(from);
}

function notACaller(from: string): CliError {
  const allowed = 'allowed: sidecar:<namespace>[:label=value], gateway:<namespace>[:…], outside';
  return new CliError(EXIT.usage, `--from '${from}' names no caller; ${allowed}`);
}
