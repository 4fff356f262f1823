import type { Manifest } from '../manifest/manifest';
import { objectIn, textIn } from '../mesh/json-field';
import type { CanarySettings, MetricSettings } from './canary-settings';

/** A query with its variables filled in, or Go's words on why it cannot be. */
export type QueryRendering =
  | { readonly kind: 'query'; readonly text: string }
  | { readonly kind: 'failed'; readonly error: string };

/**
 * Fill in the variables of a query, given as text or as MetricTemplate. Actions other than a single
 * name or a field of `variables` are left as they are.
 */
export function renderQuery(
  query: string | Manifest,
  settings: CanarySettings,
  metric: MetricSettings,
): QueryRendering {
  const text = typeof query === 'string' ? query : queryOf(query);
  if (!text.includes('{{')) return { kind: 'query', text };
  const values = valuesOf(settings, metric);
  let error: string | undefined;
  const filled = text.replace(ACTION, (action: string, name: string, key: string | undefined) => {
    if (name === 'variables' && key !== undefined) {
      const value = metric.variables[key];
      if (value !== undefined) return value;
      const where = `executing "tmpl" at <variables.${key}>`;
      error ??= `template excution failed: template: tmpl: ${where}: map has no entry for key "${key}"`;
      return action;
    }
    const value = key === undefined ? values[name] : undefined;
    if (value !== undefined) return value;
    error ??= `template parsing failed: template: tmpl: function "${name}" not defined`;
    return action;
  });
  return error === undefined ? { kind: 'query', text: filled } : { kind: 'failed', error };
}

/** `{{ name }}` or `{{ name.key }}`. */
const ACTION = /\{\{-?\s*([A-Za-z_]\w*)(?:\.([A-Za-z_]\w*))?\s*-?\}\}/g;

function queryOf(template: Manifest): string {
  return textIn(objectIn(template, 'spec'), 'query') ?? '';
}

function valuesOf(
  { name, namespace, names, ingress, route }: CanarySettings,
  { interval }: MetricSettings,
): Readonly<Record<string, string>> {
  return {
    name,
    namespace,
    target: names.target,
    service: names.apex,
    ingress: ingress === '' ? names.target : ingress,
    route: route === '' ? names.target : route,
    interval,
  };
}
