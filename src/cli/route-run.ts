import { loadState, type LoadedState } from '../check/source/load-state';
import { checkState, type CheckState } from '../check/state';
import { stateAt } from './check-groups';
import { CliError } from './cli-error';
import { describeChoices } from './describe-choices';
import { EXIT } from './exit-codes';
import { findState } from './find-state';
import type { RouteOptions } from './route-options';
import { answerOf, type Answer } from './route-answer';
import { listCallers, parseCallers } from './route-callers';
import { listHosts, requestTo } from './route-request';
import { formatAnswer, formatLines } from './route-text';
import { routeJson } from './route-json';
import { paintStdout } from './check-paint';
import { print, printJson, tell } from './terminal';

/** Answers where requests end in a state, and prints it. */
export async function runRoute(given: string, options: RouteOptions): Promise<void> {
  const path = given === '-' ? given : await findState(given);
  const state = await loadState(stateAt(path).read(), {
    namespace: options.namespace,
    loadYaml: () => import('yaml'),
  });
  if (state.manifests.length === 0) throw withoutObjects(path, state);
  tellProblems(path, state);
  const checked = checkState(state.manifests);
  const answers = await answerAll(state, checked, options);
  if (options.json === true) printJson(routeJson(path, answers));
  else if (options.from === undefined) print(formatLines(answers, paintStdout()));
  else print(answers.map((answer) => formatAnswer(answer, paintStdout())).join('\n\n'));
}

/** Hosts that are answered for each caller where none is named. */
const MOST_HOSTS = 20;

async function answerAll(
  state: LoadedState,
  checked: CheckState,
  options: RouteOptions,
): Promise<readonly Answer[]> {
  const { from, host, by } = options;
  const world = checked.world();
  const callers = from === undefined ? listCallers(checked) : parseCallers(from, checked);
  const answers: Answer[] = [];
  for (const caller of callers) {
    const hosts = listHosts(world, caller.caller);
    if (from !== undefined && host === undefined && hosts.length !== 1) {
      throw new CliError(EXIT.usage, `which host? ${describeChoices('', hosts)}`, 'use --host');
    }
    const [only] = hosts;
    if (from !== undefined && host === undefined && only !== undefined) {
      tell(`host ${only}: the only one with routes for ${caller.told}`);
    }
    for (const one of host === undefined ? hosts.slice(0, MOST_HOSTS) : [host]) {
      const request = requestTo(one, options, world, caller.caller);
      answers.push(await answerOf(caller, request, { world, state, by }));
    }
  }
  return answers;
}

function withoutObjects(path: string, { problems }: LoadedState): CliError {
  const [first] = problems;
  const message = first?.message ?? 'no Kubernetes object';
  const isRead = !problems.some(({ rule }) => rule === 'file-unreadable');
  const code = isRead ? EXIT.findings : EXIT.failure;
  const fix = 'name the directory of one phase or environment, a file, or - for stdin';
  return new CliError(code, message.includes(path) ? message : `${path}: ${message}`, fix);
}

function tellProblems(path: string, { problems }: LoadedState): void {
  const serious = problems.filter(({ rule }) => rule !== 'namespace-assumed');
  if (serious.length === 0) return;
  const what = serious.length === 1 ? 'one thing' : `${serious.length} things`;
  tell(`${what} could not be read as it stands; see: cdk8s-canary check ${path}`);
}
