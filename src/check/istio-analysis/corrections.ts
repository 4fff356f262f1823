import {
  CORRECT_GATEWAY_HOSTS,
  CORRECT_INGRESS_SUBSETS,
  CORRECT_MESH_HOSTS,
} from './correct-hosts';
import { CORRECT_REFERENCES } from './correct-references';
import { CORRECT_RULE_HOSTS, CORRECT_SUBSETS } from './correct-subsets';
import {
  CORRECT_GATEWAY_PORTS,
  CORRECT_INJECTION,
  CORRECT_POLICY_WORKLOADS,
} from './correct-workloads';
import type { Correction } from './refinement';

/** Where our rules know more than Istio's analyzer of the same code, and how they differ. */
export const CORRECTIONS: ReadonlyMap<string, Correction> = new Map([
  ['IST0101', CORRECT_REFERENCES],
  ['IST0102', CORRECT_INJECTION],
  ['IST0109', CORRECT_MESH_HOSTS],
  ['IST0127', CORRECT_POLICY_WORKLOADS],
  ['IST0132', CORRECT_GATEWAY_HOSTS],
  ['IST0140', CORRECT_INGRESS_SUBSETS],
  ['IST0162', CORRECT_GATEWAY_PORTS],
  ['IST0173', CORRECT_SUBSETS],
  ['IST0174', CORRECT_RULE_HOSTS],
]);
