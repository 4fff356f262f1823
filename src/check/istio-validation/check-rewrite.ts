import { checkRegex } from './check-regex';
import { refuse, type Complaint } from './complaint';
import { at, isSet, text, type Spot } from './spot';

const RULE = 'istio-rewrite';

/** A rewrite changes something, and the path in one way. */
export function* checkRewrite(rewrite: Spot): Generator<Complaint> {
  if (!isSet(rewrite)) return;
  const uri = at(rewrite, 'uri');
  const regexRewrite = at(rewrite, 'uriRegexRewrite');
  if (text(uri) !== '' && isSet(regexRewrite)) {
    yield refuse(RULE, regexRewrite, "excluded by the rewrite's uri");
    return;
  }
  if (text(uri) === '' && !isSet(regexRewrite) && text(at(rewrite, 'authority')) === '') {
    yield refuse(RULE, rewrite, 'changes nothing', 'uri, uriRegexRewrite or authority');
    return;
  }
  if (!isSet(regexRewrite)) return;
  const match = at(regexRewrite, 'match');
  if (text(match) === '' || text(at(regexRewrite, 'rewrite')) === '') {
    yield refuse(RULE, regexRewrite, 'needs both, what to match and what to write');
  } else {
    yield* checkRegex(RULE, match);
  }
}
