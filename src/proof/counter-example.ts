import { describe } from '../manifest/identity';
import { tellCaller } from '../mesh/caller';
import type { MeshRequest } from '../mesh/request';
import type { Choice, Option } from './choices';
import { percent } from './exposure-faults';
import type { Fault } from './fault';
import { findPodState, tellPods } from './pod-states';
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
  const entries = [...fault.mixture];
  const moved = pods.filter(({ kind }) => kind === 'after').map(({ manifest }) => manifest);
  const kept = pods.filter(({ kind }) => kind === 'before').map(({ manifest }) => manifest);
  const applied = [...entries.filter(isApplied).map(nameOf), ...moved.map(describe)];
  const waiting = [
    ...entries.filter((entry) => !isApplied(entry)).map(nameOf),
    ...kept.map(describe),
  ];
  const between = [
    ...entries
      .filter(([, { from }]) => from === 'between')
      .map((entry) => `the selection of ${nameOf(entry)} is changing`),
    ...pods.filter(({ kind }) => kind === 'between').map(tellPods),
  ];
  const story = { applied, waiting, between };
  return {
    obligation,
    severity,
    message: tell(fault, story),
    applied,
    waiting,
    pods: between,
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

interface Story {
  readonly applied: readonly string[];
  readonly waiting: readonly string[];
  readonly between: readonly string[];
}

function tell({ met, share, gets, objects }: Fault, story: Story): string {
  if (met === undefined) return `${listOf(objects ?? [])} ${gets}`.trim();
  const who = `${percent(share ?? 1)} of the requests of ${tellCaller(met.call.caller)} to ${tellRequest(met.call.request)}`;
  return `${circumstances(story)}, ${who} ${gets}`;
}

function circumstances({ applied, waiting, between }: Story): string {
  const arrives = applied.length === 1 ? 'arrives' : 'arrive';
  const whiles = between.length === 0 ? '' : `while ${listOf(between)}`;
  if (applied.length === 0) return whiles === '' ? 'as it stands' : whiles;
  const order = waiting.length === 0 ? '' : ` before ${listOf(waiting)}`;
  const first = `if ${listOf(applied)} ${arrives}${order}`;
  if (order === '' && whiles === '')
    return `once ${listOf(applied)} ${applied.length === 1 ? 'is' : 'are'} applied`;
  return whiles === '' ? first : `${first}, ${whiles}`;
}

function isApplied([, { from }]: readonly [Choice, Option]): boolean {
  return from !== 0 && from !== 'between';
}

function nameOf([choice, { manifest }]: readonly [Choice, Option]): string {
  const found =
    manifest ?? choice.options.find((option) => option.manifest !== undefined)?.manifest;
  if (found === undefined) return choice.key;
  return manifest === undefined && choice.options[0]?.manifest !== undefined
    ? `the removal of ${describe(found)}`
    : describe(found);
}

/** A request for people: `api.shop:80/demo with x-canary: always`. */
export function tellRequest({ host, port, path = '/', method, headers = {} }: MeshRequest): string {
  const verb = method === undefined ? '' : `${method} `;
  const named = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const extra = named.length === 0 ? '' : ` with ${listOf(named)}`;
  return `${verb}${host}:${port}${path === '/' ? '' : path}${extra}`;
}

function listOf(items: readonly string[]): string {
  return items.length < 2
    ? (items[0] ?? '')
    : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}
