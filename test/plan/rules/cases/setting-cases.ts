import { router } from '../context';
import { accepts, refuses, type RuleCase } from '../rule-case';

export const settingCases: readonly RuleCase[] = [
  accepts('allow-unknown', 'a reason for a rule that can be allowed', {
    plan: { allow: { 'secret-in-clear': 'a test key' } },
  }),
  refuses(
    'allow-unknown',
    'a rule that cannot be allowed',
    { plan: { allow: { 'weights-increase': 'because' } } },
    "allow['weights-increase']",
  ),
  refuses(
    'allow-unknown',
    'no reason',
    { plan: { allow: { 'secret-in-clear': ' ' } } },
    "allow['secret-in-clear']",
    'no reason',
  ),
  refuses('allow-unknown', 'a list', { plan: { allow: ['secret-in-clear'] } }, 'allow'),
  accepts('track-headers-invalid', 'a plan without them', {
    plan: router({ trackHeaders: undefined }),
  }),
  refuses(
    'track-headers-invalid',
    'headers of one track',
    { plan: router({ trackHeaders: { primary: {} } }) },
    'router.trackHeaders.canary',
  ),
  refuses(
    'track-headers-invalid',
    'a bad header',
    { plan: router({ trackHeaders: { primary: { 'a b': '1' }, canary: { c: 2 } } }) },
    ["router.trackHeaders.primary['a b']", 'router.trackHeaders.canary.c'],
  ),
];
