/** Why a path of an AuthorizationPolicy is none: the templates `{*}` and `{**}` stand for whole segments. */
export function pathTemplateFault(path: string): string | undefined {
  const hasTemplate = path.includes('{*}') || path.includes('{**}');
  let isEnded = false;
  for (const segment of path.replace(/^\/+|\/+$/gu, '').split('/')) {
    if (segment === '{*}' || segment === '{**}') {
      if (isEnded) return "no template stands after '{**}'";
      isEnded = segment === '{**}';
    } else if (/[{}]/u.test(segment)) {
      return "braces that are no template; '{*}' and '{**}' stand for whole segments";
    } else if (hasTemplate && !/^[a-zA-Z0-9\-._~%!$&'()+,;:@=]+$/u.test(segment)) {
      return `beside a template, '${segment}' has to be plain letters`;
    }
  }
  return undefined;
}
