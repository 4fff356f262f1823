import type { HttpMatch } from '../../mesh/http-match';
import { matchesRequest, type MeshRequest } from '../../mesh/request';
import { matchesString, type StringMatch } from '../../mesh/string-match';

/** A path that no route is written for. */
export const UNHEARD_OF = '/~probe';

/**
 * Requests that a match takes, as different as its conditions leave room for; the plainest first. Empty where no request
 * could be made up: conditions on tokens, and expressions out of the ordinary.
 */
export function witnessesOf(match: HttpMatch, base: MeshRequest): readonly MeshRequest[] {
  const paths = match.uri === undefined ? ['/', UNHEARD_OF] : textsFor(match.uri);
  const methods = match.method === undefined ? ['GET', 'POST'] : textsFor(match.method);
  const hosts = match.authority === undefined ? [base.host] : textsFor(match.authority);
  const headers = [...match.headers].map(
    ([name, condition]) => [name, textsFor(condition)] as const,
  );
  const query = [...match.queryParams].map(
    ([name, condition]) => [name, textsFor(condition)] as const,
  );
  const rows = Math.max(paths.length, methods.length, hosts.length, 1);
  const made: MeshRequest[] = [];
  for (let row = 0; row < rows; row += 1) {
    const asked = query.map(([name, values]) => `${name}=${pick(values, row) ?? ''}`).join('&');
    const given = Object.fromEntries(
      headers.map(([name, values]) => [name, pick(values, row) ?? '']),
    );
    const host = pick(hosts, row) ?? base.host;
    made.push({
      ...base,
      path: `${pick(paths, row) ?? '/'}${asked === '' ? '' : `?${asked}`}`,
      ...(pick(methods, row) === 'GET' ? {} : { method: pick(methods, row) ?? 'GET' }),
      ...(Object.keys(given).length > 0 || host !== base.host
        ? { headers: { ...given, ...(host === base.host ? {} : { host }) } }
        : {}),
    });
  }
  return made.filter((request) => matchesRequest(match, request) === true);
}

/** Whether a match asks for nothing that an ordinary request of a user lacks: no header, parameter, method or token. */
export function isPlain(match: HttpMatch): boolean {
  const { headers, queryParams, method, authority } = match;
  const asked = headers.size + queryParams.size;
  const any = method === undefined || matchesString(method, 'GET') === true;
  return asked === 0 && any && authority === undefined;
}

function pick(values: readonly string[], row: number): string | undefined {
  return values[Math.min(row, values.length - 1)];
}

/** Strings that fulfil a condition. */
export function textsFor(condition: StringMatch): readonly string[] {
  switch (condition.kind) {
    case 'exact':
      return [condition.value];
    case 'prefix':
      return [condition.value, `${condition.value}${UNHEARD_OF.slice(1)}`];
    case 'segments':
      return [condition.value, `${condition.value}${UNHEARD_OF}`];
    case 'present':
      return ['x'];
    case 'regex':
      return attempts(condition.value).filter((text) => matchesString(condition, text) === true);
  }
}

/** Guesses at a string of an expression: repetitions as none, one or a word, of alternatives each. */
function attempts(source: string): readonly string[] {
  const bare = source.replace(/^\(\?[is]+\)|^\^|\$$/gu, '');
  const branches = bare.includes('|')
    ? bare.split('|').map((text) => text.replace(/[()]/gu, ''))
    : [];
  const filled = [bare, ...branches].flatMap((text) => [
    fill(text, ''),
    fill(text, 'x'),
    fill(text, '1'),
  ]);
  const grouped = /\(([^()|]*)\|[^()]*\)/u.exec(bare);
  const first = grouped === null ? [] : [fill(bare.replace(grouped[0], grouped[1] ?? ''), 'x')];
  return [...new Set([...first, ...filled, '/', '/x', 'x', '1'])];
}

function fill(source: string, word: string): string {
  return source
    .replace(/\(\?:/gu, '(')
    .replace(/(\.|\[\^[^\]]*\]|\\w|\\S)[*+]\??/gu, word)
    .replace(/(\\d|\[0-9\])(\{\d+(,\d*)?\}|[*+])?/gu, '1')
    .replace(/\[([^\]^])[^\]]*\][*+]?/gu, '$1')
    .replace(/[()]\??/gu, '')
    .replace(/(.)\?/gu, '$1')
    .replace(/\\(.)/gu, '$1');
}
