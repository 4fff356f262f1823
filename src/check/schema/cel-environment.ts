import type * as CelModule from '@marcbachmann/cel-js';
import type * as Re2Module from 're2js';

/** A compiled CEL rule: what it says of a value. Throws where the rule has no answer. */
export type CelProgram = (self: unknown) => unknown;

/** Compile a rule on `self`, with the functions that Kubernetes adds to CEL. Throws for a broken rule. */
export function compileCel(rule: string): CelProgram {
  const known = programs.get(rule);
  if (known !== undefined) return known;
  const program = (environment ??= makeEnvironment()).parse(dialectOf(rule));
  const run: CelProgram = (self) => program({ self });
  programs.set(rule, run);
  return run;
}

const programs = new Map<string, CelProgram>();

/**
 * A rule in the library's dialect: its own `matches` takes JavaScript's expressions where Kubernetes takes RE2's,
 * and its `has` knows no index, `has(self[0].path)`.
 */
function dialectOf(rule: string): string {
  return rule
    .replaceAll('.matches(', '.re2Matches(')
    .replace(/\bhas\(([\w.]*(?:\[\d+\][\w.]*)+)\.(\w+)\)/gu, "('$2' in $1)");
}

let environment: CelModule.Environment | undefined;

function makeEnvironment(): CelModule.Environment {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- only few kinds have such rules
  const { Environment } = require('@marcbachmann/cel-js') as typeof CelModule;
  return new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false })
    .registerType('kubernetes.URL', UrlValue)
    .registerFunction('url(string): kubernetes.URL', parseUrl)
    .registerFunction('isURL(string): bool', (text: string) => isUrl(text))
    .registerFunction('kubernetes.URL.getScheme(): string', (url: UrlValue) => url.scheme)
    .registerFunction('kubernetes.URL.getHost(): string', (url: UrlValue) => url.host)
    .registerFunction('string.re2Matches(string): bool', matchesRe2);
}

function matchesRe2(text: string, pattern: string): boolean {
  let compiled = patterns.get(pattern);
  if (compiled === undefined) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
    const { RE2JS } = require('re2js') as typeof Re2Module;
    compiled = RE2JS.compile(pattern);
    patterns.set(pattern, compiled);
  }
  return compiled.matcher(text).find();
}

const patterns = new Map<string, Re2Module.RE2JS>();

/** An absolute URL or path, as Go's `url.ParseRequestURI` takes it. */
class UrlValue {
  constructor(
    readonly scheme: string,
    readonly host: string,
  ) {}
}

function parseUrl(text: string): UrlValue {
  const [, scheme = '', host = ''] = URL_FORM.exec(text) ?? [];
  if (!isUrl(text)) throw new Error(`not a URL: ${text}`);
  return new UrlValue(scheme.toLowerCase(), host);
}

function isUrl(text: string): boolean {
  return URL_FORM.test(text) || text.startsWith('/');
}

const URL_FORM = /^([A-Za-z][A-Za-z\d+.-]*):(?:\/\/([^/?#\s\\]*))?[^\s\\\u0000-\u001f\u007f]*$/u;
