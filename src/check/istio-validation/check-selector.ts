import { mention, refuse, type Complaint } from './complaint';
import { at, count, entries, isSet, text, type Spot } from './spot';

/** A selector of workloads by `matchLabels` has keys, without wildcards. */
export function* checkSelector(selector: Spot): Generator<Complaint> {
  if (!isSet(selector)) return;
  yield* checkSelectorLabels(at(selector, 'matchLabels'));
  if (count(at(selector, 'matchLabels')) === 0) {
    yield mention(
      'istio-workload-selector',
      selector,
      'without labels, so it selects every workload',
    );
  }
}

/** The labels of a selector: a key is not empty, and nothing holds a wildcard. */
export function* checkSelectorLabels(labels: Spot): Generator<Complaint> {
  for (const [key, value] of entries(labels)) {
    if (key === '') yield refuse('istio-workload-selector', value, 'an empty key');
    if (key.includes('*') || text(value).includes('*')) {
      yield refuse(
        'istio-workload-selector',
        value,
        `a wildcard in '${key}', which selects nothing`,
      );
    }
  }
}
