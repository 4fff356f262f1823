import { allowRules } from './allow-rules';
import type { AppRule } from './app-context';
import { appRules as rulesOfApps } from './app-rules';
import { baseRouteRules } from './base-route-rules';
import { canaryRules } from './canary-rules';
import { chartRules } from './chart-rules';
import { gateRules } from './gate-rules';
import { gatewayRules } from './gateway-rules';
import { headerRouteRules } from './header-route-rules';
import { hostRules } from './host-rules';
import { identityRules } from './identity-rules';
import { liveRules } from './live-rules';
import { metricRules } from './metric-rules';
import { nameRules } from './name-rules';
import { patchRules } from './patch-rules';
import { plainRules } from './plain-rules';
import { portProtocolRules } from './port-protocol-rules';
import { portRules } from './port-rules';
import { replicasRules } from './replicas-rules';
import { routerRules } from './router-rules';
import type { RuleText } from '../../finding/rule-text';
import type { PlanRule } from './rule';
import { serviceRules } from './service-rules';
import { stepRules } from './step-rules';
import { updateStrategyRules } from './update-strategy-rules';
import { versionRules } from './version-rules';
import { workloadRules } from './workload-rules';

/** The rules on one release, in the order in which a plan is read. They never throw. */
export const planRules: readonly PlanRule[] = [
  ...nameRules,
  ...versionRules,
  ...workloadRules,
  ...replicasRules,
  ...updateStrategyRules,
  ...serviceRules,
  ...portRules,
  ...portProtocolRules,
  ...routerRules,
  ...hostRules,
  ...gatewayRules,
  ...baseRouteRules,
  ...stepRules,
  ...gateRules,
  ...headerRouteRules,
  ...canaryRules,
  ...metricRules,
  ...patchRules,
  ...plainRules,
  ...chartRules,
  ...identityRules,
  ...liveRules,
  ...allowRules,
];

/** The rules on all releases of an app together. They never throw. */
export const appRules: readonly AppRule[] = rulesOfApps;

/** What every rule is, for `explain` and the documentation. */
export const allRules: readonly RuleText[] = [...planRules, ...appRules];
