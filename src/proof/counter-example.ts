import { tellCaller, type Caller } from '../mesh/caller';
import type { MeshRequest } from '../mesh/request';
import {
  circumstancesOf,
  listOf,
  tellCircumstances,
  tellEvent,
  type Circumstances,
} from './circumstances';
import { ELSEWHERE } from './callers';
import { percent } from './exposure-faults';
import type { Fault } from './fault';
import { findPodState } from './pod-states';
import type { Scene } from './scene';
import { sharesByWorkload } from './settled';
import type { Transition } from './transition';
import type { Violation } from './violation';

/** Tell a fault as a counter-example: which objects are applied, what the pods do, and who gets what. */
export function explain(
  scene: Scene,
  transition: Transition,
  fault: Fault,
  also: number,
): Violation {
  const { obligation, severity, code, share, limit, met } = fault;
  const pods = met === undefined ? [] : findPodState(scene, transition, met.holds);
  const told = circumstancesOf(fault.mixture, pods);
  return {
    obligation,
    severity,
    message: tell(fault, told),
    applied: told.applied.map(tellEvent),
    waiting: told.waiting.map(tellEvent),
    pods: told.between,
    ...(met === undefined
      ? {}
      : {
          caller: met.call.caller,
          request: met.call.request,
          before: sharesByWorkload(met.settled.before),
          after: sharesByWorkload(met.settled.after),
        }),
    ...(share === undefined ? {} : { share }),
    ...(limit === undefined ? {} : { limit }),
    ...(code === undefined ? {} : { code }),
    also,
    derivation: met === undefined ? [] : met.outcome.derivation,
  };
}

function tell({ met, share = 1, gets, objects }: Fault, told: Circumstances): string {
  if (met === undefined) return `${listOf(objects ?? [])} ${gets}`.trim();
  const { caller, request } = met.call;
  const some = share >= 1 ? 'all requests' : `${percent(share)} of the requests`;
  const who = `${some} of ${tellWho(caller)} to ${tellRequest(request)}`;
  return `${tellCircumstances(told)}, ${who} ${gets}`;
}

/** Whose requests: the callers of a class are told by what makes it one. */
function tellWho(caller: Caller): string {
  const where = caller.node === undefined ? '' : ' on another node';
  if (caller.kind !== 'sidecar') return `${tellCaller(caller)}${where}`;
  const who =
    caller.namespace === ELSEWHERE ? 'a sidecar in any other namespace' : tellCaller(caller);
  const labels = Object.entries(caller.labels ?? {}).map(([name, value]) => `${name}: ${value}`);
  return `${who}${labels.length === 0 ? '' : ` labelled ${listOf(labels)}`}${where}`;
}

/** A request for people: `api.shop:80/demo with x-canary: always`. */
export function tellRequest({ host, port, path = '/', method, headers = {} }: MeshRequest): string {
  const verb = method === undefined ? '' : `${method} `;
  const named = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const extra = named.length === 0 ? '' : ` with ${listOf(named)}`;
  return `${verb}${host}:${port}${path === '/' ? '' : path}${extra}`;
}
