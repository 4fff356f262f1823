import { hygieneRules } from '../../../src/check/hygiene/hygiene-rules';
import { testCases } from '../traffic/rule-case';
import { hygieneCases } from './cases';

describe('a hygiene rule', () => {
  testCases(hygieneRules, hygieneCases);
});
