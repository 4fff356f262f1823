import type { Json } from '../manifest/manifest';
import { hasField, labelsIn, numberIn, objectIn, textIn, textsIn } from './json-field';
import { stringMatchOf, type StringMatch } from './string-match';

/** The conditions of one match of an HTTP rule; all must hold. */
export interface HttpMatch {
  readonly name?: string;
  /** Callers: these gateways (`mesh`, `ns/name`); when given, `sourceLabels` and `sourceNamespace` do not count. */
  readonly gateways: readonly string[];
  readonly sourceLabels: Readonly<Record<string, string>>;
  readonly sourceNamespace?: string;
  /** The port that was called: of the Service, or of the gateway. */
  readonly port?: number;
  readonly uri?: StringMatch;
  readonly anyCaseUri: boolean;
  readonly scheme?: StringMatch;
  readonly method?: StringMatch;
  readonly authority?: StringMatch;
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, StringMatch>;
  readonly withoutHeaders: ReadonlyMap<string, StringMatch>;
  readonly queryParams: ReadonlyMap<string, StringMatch>;
}

/** A match that every request of every caller fulfils. */
export const ANY_REQUEST: HttpMatch = {
  gateways: [],
  sourceLabels: {},
  anyCaseUri: false,
  headers: new Map(),
  withoutHeaders: new Map(),
  queryParams: new Map(),
};

/** Reads a match of a VirtualService's HTTP rule. Its gateways are names as written, completed by `gatewayName`. */
export function httpMatchOf(match: Json, gatewayName: (written: string) => string): HttpMatch {
  const name = textIn(match, 'name');
  const sourceNamespace = textIn(match, 'sourceNamespace');
  const port = numberIn(match, 'port');
  return {
    ...(name === undefined ? {} : { name }),
    gateways: textsIn(match, 'gateways').map(gatewayName),
    sourceLabels: labelsIn(match, 'sourceLabels'),
    ...(sourceNamespace ? { sourceNamespace } : {}),
    ...(port ? { port } : {}),
    ...conditionIn(match, 'uri'),
    anyCaseUri: objectIn({ match }, 'match')['ignoreUriCase'] === true,
    ...conditionIn(match, 'scheme'),
    ...conditionIn(match, 'method'),
    ...conditionIn(match, 'authority'),
    headers: conditionsIn(match, 'headers'),
    withoutHeaders: conditionsIn(match, 'withoutHeaders'),
    queryParams: conditionsIn(match, 'queryParams'),
  };
}

/** Whether a match is fulfilled by every path and asks for nothing else of the request: nothing after it is reached. */
export function isCatchAll(match: HttpMatch): boolean {
  const asksNothing =
    match.headers.size + match.withoutHeaders.size + match.queryParams.size === 0 &&
    match.scheme === undefined &&
    match.method === undefined &&
    match.authority === undefined;
  const { uri } = match;
  if (!asksNothing || uri === undefined || uri.kind === 'present') return asksNothing;
  if (uri.kind === 'prefix') return uri.value === '/';
  return uri.kind === 'regex' && uri.value === '.*';
}

type Field = 'uri' | 'scheme' | 'method' | 'authority';

function conditionIn(match: Json, field: Field): Readonly<Partial<Record<Field, StringMatch>>> {
  if (!hasField(match, field)) return {};
  return { [field]: stringMatchOf(objectIn(match, field)) };
}

function conditionsIn(match: Json, field: string): ReadonlyMap<string, StringMatch> {
  const found = Object.entries(objectIn(match, field));
  const lower = field === 'queryParams' ? (key: string) => key : (key: string) => key.toLowerCase();
  return new Map(found.map(([key, condition]) => [lower(key), stringMatchOf(condition)]));
}
