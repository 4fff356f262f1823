import { checkListenerPort, checkPortFields } from './check-sidecar-port';
import { mention, refuse, type Complaint } from './complaint';
import { checkNamespacedHost } from './namespaced-host';
import { at, isSet, items, number, text, type Spot } from './spot';
import { unixPathFault } from './unix-path';

const RULE = 'istio-sidecar';

/** What the workloads of a Sidecar may call. */
export function* checkEgress(egress: Spot, namespace: string): Generator<Complaint> {
  const listeners = items(egress);
  const taken = new Set<string>();
  for (const [index, listener] of listeners.entries()) {
    const port = at(listener, 'port');
    if (isSet(port)) yield* checkPortOf(listener, taken);
    else if (index < listeners.length - 1) {
      yield refuse(RULE, port, 'missing: only the last listener is for all other ports');
    }
    yield* checkHosts(listener, namespace);
  }
}

function* checkPortOf(listener: Spot, taken: Set<string>): Generator<Complaint> {
  const port = at(at(listener, 'port'), 'number');
  const bind = at(listener, 'bind');
  const isUnix = number(port) === 0;
  if (isUnix) {
    yield* checkPortFields(at(listener, 'port'));
    const isSocket = text(bind).startsWith('unix://');
    const fault = isSocket
      ? unixPathFault(text(bind))
      : 'a port, or a Unix socket to bind to, is required';
    if (fault !== undefined) yield refuse(RULE, bind, fault);
    const mode = at(listener, 'captureMode');
    if (!['', 'DEFAULT', 'NONE'].includes(text(mode))) {
      yield refuse(RULE, mode, 'no mode for a Unix socket', 'DEFAULT or NONE');
    }
  } else {
    yield* checkListenerPort(listener);
  }
  const key = isUnix ? text(bind) : `port ${number(port)}`;
  if (taken.has(key)) yield refuse(RULE, isUnix ? bind : port, 'what another listener has');
  taken.add(key);
}

function* checkHosts(listener: Spot, own: string): Generator<Complaint> {
  const hosts = items(at(listener, 'hosts'));
  if (hosts.length === 0) yield refuse(RULE, at(listener, 'hosts'), 'missing, and required');
  const seen = new Map<string, Set<string>>();
  for (const host of hosts) {
    yield* checkNamespacedHost(RULE, host, 'sidecar');
    const slash = text(host).indexOf('/');
    if (slash < 0) continue;
    const given = text(host).slice(0, slash);
    const namespace = given === '.' ? own : given;
    const name = text(host).slice(slash + 1);
    const names = seen.get(namespace) ?? new Set();
    seen.set(namespace, names);
    const isCovered = name === '*' ? names.size > 0 : names.has(name) || names.has('*');
    if (isCovered) yield mention(RULE, host, 'the same as, or part of, another host');
    names.add(name);
  }
  if (seen.get('*')?.has('*') === true && seen.size > 1) {
    yield mention(
      RULE,
      { ...at(listener, 'hosts'), value: undefined },
      '*/* is every host already',
    );
  }
}
