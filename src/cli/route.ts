import { type Command, InvalidArgumentError, Option } from 'commander';
import { addVerb } from './add-verb';
import type { RouteOptions } from './route-options';

/** Add the verb `route`: which pods answer a request, and why. */
export function addRoute(program: Command): void {
  addVerb(program, {
    name: 'route',
    summary: 'say which pods answer a request, and by which rule',
    examples: [
      'cdk8s-canary route live/shop/current',
      'cdk8s-canary route manifests/ --from sidecar:shop --host api --path /cart',
      'cdk8s-canary route 040-canary-40 --from gateway:istio-system --header x-qa:yes',
      'kubectl get svc,deploy,vs,dr,gw -A -o yaml | cdk8s-canary route - --from outside --host api.shop',
    ],
    description: DESCRIPTION,
  })
    .argument('<state>', 'a directory, a file, the id of a phase in dist, or - for stdin')
    .option(
      '--from <caller>',
      'sidecar:<ns>, gateway:<ns>, or outside (default: one line for each)',
    )
    .option('--host <host>', 'the name that is called (default: the only one that has routes)')
    .addOption(new Option('--port <port>', 'default: 80, or the only one').argParser(parsePort))
    .option('--path <path>', 'path of the request, with its query', '/')
    .option('--method <method>', 'method of the request', 'GET')
    .addOption(
      new Option('--header <name:value>', 'header of the request; again for more')
        .argParser(collectHeader)
        .default({}, 'none'),
    )
    .option('--by <label>', 'pod label that shares are told by (default: track, version, …)')
    .option('--namespace <name>', 'where objects without a namespace are', 'default')
    .option('--json', 'print the answer as JSON')
    .action(async (state: string, options: RouteOptions) => {
      const { runRoute } = await import('./route-run.js');
      await runRoute(state, options);
    });
}

const DESCRIPTION = `Works out where a request ends in a state, as Istio would route it once the state is settled: a
phase of ours, or any directory of manifests. Prints the shares of the pods that answer, what fails,
the rule that decides with its place in the file, and why.

--from takes labels where routes depend on them: sidecar:shop:app=web,version=v1 or
gateway:istio-system:istio=ingressgateway. Without it there is one line for each kind of caller.
Authorization, TLS between proxies, injected faults, retries and timeouts are left out.`;

function parsePort(value: string): number {
  const port = Number(value);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new InvalidArgumentError('It must be a number from 1 to 65535.');
}

function collectHeader(
  value: string,
  before: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const [, name = '', text = ''] = /^([^:=\s]+)\s*[:=]\s*(.*)$/.exec(value) ?? [];
  if (name === '') throw new InvalidArgumentError('Write name:value.');
  return { ...before, [name]: text };
}
