import type { Labels } from '../../manifest/labels';
import type { JsonObject } from '../../manifest/manifest';
import { labelsIn, listIn, textIn, textsIn } from '../../mesh/json-field';

/** Whether labels fulfil a selector with `matchLabels` and `matchExpressions`. An empty selector selects everything. */
export function fulfils(selector: JsonObject, labels: Labels): boolean {
  const exact = Object.entries(labelsIn(selector, 'matchLabels'));
  return (
    exact.every(([key, value]) => labels[key] === value) &&
    listIn(selector, 'matchExpressions').every((expression) => {
      const value = labels[textIn(expression, 'key') ?? ''];
      const values = textsIn(expression, 'values');
      switch (textIn(expression, 'operator')) {
        case 'In':
          return value !== undefined && values.includes(value);
        case 'NotIn':
          return value === undefined || !values.includes(value);
        case 'Exists':
          return value !== undefined;
        case 'DoesNotExist':
          return value === undefined;
        case undefined:
        default:
          return false;
      }
    })
  );
}

/** Whether a selector asks for anything. */
export function isSelective(selector: JsonObject): boolean {
  const asked = Object.keys(labelsIn(selector, 'matchLabels')).length;
  return asked + listIn(selector, 'matchExpressions').length > 0;
}
