import { withoutPort } from './host-name';
import type { HttpMatch } from './http-match';
import { matchesString, type StringMatch } from './string-match';

/** One request of a class of requests that are routed alike. */
export interface MeshRequest {
  /** The name that the caller resolves, and the Host header unless `headers` has another. */
  readonly host: string;
  /** The port of the Service that is called, or of the Gateway's server. */
  readonly port: number;
  /** @default '/' */
  readonly path?: string;
  /** @default 'GET' */
  readonly method?: string;
  /** Header values by name, in any case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What the bytes are: HTTP in clear, something that is no HTTP, or TLS with the host as SNI. @default 'http' */
  readonly protocol?: 'http' | 'tcp' | 'tls';
  /** HTTPS to a gateway that ends the TLS. @default false */
  readonly secure?: boolean;
}

/** The Host header of a request, without port. */
export function hostHeader(request: MeshRequest): string {
  if (request.headers === undefined) return withoutPort(request.host);
  return withoutPort(headerOf(request, 'host') ?? request.host);
}

/** Whether a request fulfils a match; undefined when this model cannot say. What depends on the caller is not asked. */
export function matchesRequest(match: HttpMatch, request: MeshRequest): boolean | undefined {
  const { path, query } = splitPath(request.path ?? '/');
  const answers: (boolean | undefined)[] = [];
  if (match.uri !== undefined) {
    answers.push(matchesString(match.uri, path, match.anyCaseUri ? 'any-case' : 'as-written'));
  }
  const secure = request.secure === true ? 'https' : 'http';
  if (match.scheme !== undefined) answers.push(matchesString(match.scheme, secure));
  if (match.method !== undefined) {
    answers.push(matchesString(match.method, request.method ?? 'GET'));
  }
  if (match.authority !== undefined) {
    answers.push(matchesString(match.authority, headerOf(request, 'host') ?? request.host));
  }
  for (const [name, condition] of match.headers) {
    answers.push(matchesHeader(name, condition, headerOf(request, name)));
  }
  for (const [name, condition] of match.withoutHeaders) {
    const found = matchesAbsence(name, condition, headerOf(request, name));
    answers.push(found);
  }
  for (const [name, condition] of match.queryParams) {
    const value = query.get(name);
    answers.push(value === null ? false : matchesString(condition, value));
  }
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

function matchesHeader(
  name: string,
  condition: StringMatch,
  value: string | undefined,
): boolean | undefined {
  if (isClaim(name)) return undefined;
  return value === undefined ? false : matchesString(condition, value);
}

// A header that is missing is compared as an empty one: Istio sets Envoy's `treat_missing_header_as_empty`.
function matchesAbsence(
  name: string,
  condition: StringMatch,
  value: string | undefined,
): boolean | undefined {
  if (isClaim(name)) return undefined;
  if (condition.kind === 'present') return value === undefined;
  const matched = matchesString(condition, value ?? '');
  return matched === undefined ? undefined : !matched;
}

/** Conditions on the claims of a token are written as a header of this name; tokens are not modelled. */
function isClaim(name: string): boolean {
  return name.startsWith('@request.');
}

/** The value of a header of a request; the name in lower case. */
export function headerOf(request: MeshRequest, name: string): string | undefined {
  const headers = request.headers ?? {};
  if (Object.hasOwn(headers, name)) return headers[name];
  const written = Object.keys(headers).find((key) => key.toLowerCase() === name);
  return written === undefined ? undefined : headers[written];
}

function splitPath(path: string): {
  readonly path: string;
  readonly query: Pick<URLSearchParams, 'get'>;
} {
  const mark = path.indexOf('?');
  if (mark < 0) return { path, query: NO_QUERY };
  return { path: path.slice(0, mark), query: new URLSearchParams(path.slice(mark + 1)) };
}

const NO_QUERY: Pick<URLSearchParams, 'get'> = { get: () => null };
