import { tellCaller, type OutsideCaller } from './caller';
import { answerersOf, dial } from './dial';
import { passThrough, unknown } from './lost';
import type { Outcome } from './outcome-kinds';
import type { MeshRequest } from './request';
import type { World } from './world';

/**
 * Where a request ends of a client that the mesh does not govern: at all ready pods of the Service, whatever the routes
 * say.
 */
export function outsideOutcome(world: World, caller: OutsideCaller, request: MeshRequest): Outcome {
  const derivation = [`${tellCaller(caller)} calls ${request.host}:${request.port}`];
  const dialled = dial(world, caller, request.host);
  if (dialled.kind === 'unknown') return unknown(dialled.reason, derivation);
  const pods = answerersOf(world, caller, dialled, request.port);
  return passThrough(pods, 'tcp', [...derivation, 'no proxy looks at it, so no route binds it']);
}
