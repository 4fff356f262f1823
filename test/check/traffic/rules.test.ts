import { trafficRules } from '../../../src/check/traffic/traffic-rules';
import { bindingCases } from './cases/bindings';
import { bypassCases } from './cases/bypass';
import { destinationCases } from './cases/destinations';
import { ruleCases } from './cases/rules-and-weights';
import { testCases } from './rule-case';

describe('a traffic rule', () => {
  testCases(trafficRules, [...destinationCases, ...bypassCases, ...ruleCases, ...bindingCases]);
});
