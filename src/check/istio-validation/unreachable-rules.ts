import { pathText } from '../schema/field-path';
import { canonicalOf } from './canonical-match';
import { coverOf, covers, type Cover } from './prefix-cover';
import { mention, type Complaint } from './complaint';
import { at, count, items, text, type Spot } from './spot';

const RULE = 'istio-unreachable-rule';

/** Rules of a VirtualService that no request reaches, as Istio finds them: by comparing, never by sense. */
export function* unreachableRules(spec: Spot): Generator<Complaint> {
  for (const protocol of ['http', 'tcp', 'tls']) {
    const rules = items(at(spec, protocol));
    yield* unreachable(rules);
    if (protocol === 'http') yield* coveredPrefixes(rules);
  }
}

function* unreachable(rules: readonly Spot[]): Generator<Complaint> {
  const seen = new Map<string, Spot>();
  let catchAll: Spot | undefined;
  for (const rule of rules) {
    const matches = items(at(rule, 'match'));
    if (matches.length === 0) {
      if (catchAll !== undefined) {
        yield mention(
          RULE,
          rule,
          `never used: ${pathText(catchAll)} has no conditions, and is before it`,
        );
      }
      catchAll = rule;
      continue;
    }
    let repeated = 0;
    for (const match of matches) {
      if (catchAll !== undefined) {
        yield mention(
          RULE,
          match,
          `never used: ${pathText(catchAll)} has no conditions, and is before it`,
        );
        continue;
      }
      const key = canonicalOf(match);
      const first = seen.get(key);
      if (first === undefined) seen.set(key, rule);
      else {
        repeated += 1;
        yield mention(RULE, match, `never used: ${pathText(first)} has the same conditions`);
      }
    }
    if (repeated === count(at(rule, 'match'))) {
      yield mention(RULE, rule, 'never used: rules before it have all its conditions');
    }
  }
}

/** A prefix that an earlier, shorter one takes first, other conditions being equal. */
function* coveredPrefixes(rules: readonly Spot[]): Generator<Complaint> {
  const found: Cover[] = [];
  const seen = new Set<string>();
  let isOpen = true;
  for (const rule of rules) {
    const matches = items(at(rule, 'match'));
    isOpen &&= matches.length > 0;
    if (!isOpen) break;
    for (const match of matches) {
      const key = canonicalOf(match);
      if (seen.has(key)) continue;
      seen.add(key);
      if (text(at(at(match, 'uri'), 'prefix')) !== '') found.push(coverOf(match));
    }
  }
  for (const [index, first] of found.entries()) {
    for (const later of found.slice(index + 1)) {
      if (first.prefix === later.prefix || !covers(first, later)) continue;
      const message = `never used: the prefix '${first.prefix}' of ${pathText(first.spot)} takes it first`;
      yield mention(RULE, at(at(later.spot, 'uri'), 'prefix'), message);
    }
  }
}
