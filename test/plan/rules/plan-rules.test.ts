import { hasErrors } from '../../../src/finding/finding';
import { ALLOWABLE_RULES } from '../../../src/plan/release-plan';
import { allRules, appRules, planRules } from '../../../src/plan/rules/plan-rules';
import { runAppRules, runPlanRules } from '../../../src/plan/rules/rule';
import { appCases } from './cases/app-cases';
import { baseRouteCases } from './cases/base-route-cases';
import { canaryCases } from './cases/canary-cases';
import { headerRouteCases } from './cases/header-route-cases';
import { hostCases } from './cases/host-cases';
import { liveCases } from './cases/live-cases';
import { metricCases } from './cases/metric-cases';
import { nameCases } from './cases/name-cases';
import { objectCases } from './cases/object-cases';
import { patchCases } from './cases/patch-cases';
import { portCases } from './cases/port-cases';
import { replicasCases } from './cases/replicas-cases';
import { routerCases } from './cases/router-cases';
import { serviceCases } from './cases/service-cases';
import { settingCases } from './cases/setting-cases';
import { stepCases } from './cases/step-cases';
import { versionCases } from './cases/version-cases';
import { workloadCases } from './cases/workload-cases';
import { contextOf } from './context';

const planCases = [
  ...baseRouteCases,
  ...canaryCases,
  ...headerRouteCases,
  ...hostCases,
  ...liveCases,
  ...metricCases,
  ...nameCases,
  ...objectCases,
  ...patchCases,
  ...portCases,
  ...replicasCases,
  ...routerCases,
  ...serviceCases,
  ...settingCases,
  ...stepCases,
  ...versionCases,
  ...workloadCases,
];
const cases = [...planCases, ...appCases];

describe('the rules on a plan', () => {
  it('find nothing in a good plan that uses every part', () => {
    expect(runPlanRules(planRules, contextOf())).toEqual([]);
  });

  it.each(planCases.filter(({ at }) => at.length === 0))('$rule takes $what', ({ context }) => {
    expect(runPlanRules(planRules, context())).toEqual([]);
  });

  it.each(planCases.filter(({ at }) => at.length > 0))(
    '$rule refuses $what',
    ({ rule, context, at, says }) => {
      const found = runPlanRules(planRules, context()).filter((finding) => finding.rule === rule);
      expect(found.map((finding) => finding.at)).toEqual(at);
      expect(found[0]?.message).toContain(says ?? '');
    },
  );
});

describe('the rules on an app', () => {
  it.each(appCases.filter(({ at }) => at.length === 0))('$rule takes $what', ({ app }) => {
    expect(runAppRules(appRules, app)).toEqual([]);
  });

  it.each(appCases.filter(({ at }) => at.length > 0))(
    '$rule refuses $what',
    ({ rule, app, at, says }) => {
      const found = runAppRules(appRules, app).filter((finding) => finding.rule === rule);
      expect(found.map((finding) => finding.at)).toEqual(at);
      expect(found[0]?.message).toContain(says ?? '');
    },
  );
});

describe('all rules', () => {
  it('have ids of their own', () => {
    const ids = allRules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
  });

  it.each(allRules.map(({ id }) => id))(
    '%s has a plan that it refuses and one that it takes',
    (id) => {
      const own = cases.filter(({ rule }) => rule === id);
      expect(own.some(({ at }) => at.length > 0)).toBe(true);
      expect(own.some(({ at }) => at.length === 0)).toBe(true);
    },
  );

  it('can be allowed only where they are rules on a plan', () => {
    const ids = planRules.map(({ id }) => id);
    expect(ALLOWABLE_RULES.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('have a case only where there is a rule', () => {
    const ids = new Set(allRules.map(({ id }) => id));
    expect(cases.filter(({ rule }) => !ids.has(rule))).toEqual([]);
  });

  it.each(allRules)('$id says what holds, why, and what to do', ({ title, why, fix }) => {
    expect(title).toMatch(/^[^A-Z].*[^.]$/);
    expect(title.length).toBeLessThanOrEqual(100);
    expect(why).toMatch(/^[A-Z`'].*\.$/);
    expect(why.match(/[.?!](?= [A-Z])/g)?.length ?? 0).toBeLessThanOrEqual(2);
    expect(fix).toMatch(/^[^A-Z].*[^.]$/);
  });
});

describe('every finding', () => {
  const findings = [
    ...planCases.flatMap(({ context }) => runPlanRules(planRules, context())),
    ...appCases.flatMap(({ app }) => runAppRules(appRules, app)),
  ];

  it('has a message in lower case and without a full stop', () => {
    const messages = findings.map(({ message }) => message);
    expect(messages.filter((message) => !/^[^A-Z\s].*[^.\s]$/.test(message))).toEqual([]);
  });

  it('says where, what to do, and fits on a line', () => {
    expect(findings.length).toBeGreaterThan(planCases.length / 2);
    for (const { at, message, given, allowed, fix } of findings) {
      expect(at).not.toBe('');
      expect(fix).toBeTruthy();
      for (const text of [at, message, given, allowed, fix]) {
        expect(text ?? 'x').toMatch(/^[^\n]+$/);
        expect(text ?? 'x').not.toMatch(/undefined|\[object/);
      }
      expect(given?.length ?? 0).toBeLessThanOrEqual(80);
    }
  });

  it('never shows what a Secret holds', () => {
    expect(JSON.stringify(findings)).not.toContain('aHVudGVyMg');
  });
});

describe('findings together', () => {
  it('come from all rules at once, each with its release and construct', () => {
    const findings = runPlanRules(
      planRules,
      contextOf({
        plan: {
          name: 'Api',
          to: 'feature/x',
          replicas: 0,
          steps: [{ setWeight: 40 }, { setWeight: '50' }, { setWeight: 20 }],
          settle: 'soon',
        },
        others: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }],
      }),
    );
    expect(findings.map(({ rule, at }) => `${rule} ${at}`)).toEqual([
      'name-invalid name',
      'version-name to',
      'replicas-range replicas',
      'weight-range steps[1].setWeight',
      'weights-increase steps[2].setWeight',
      'duration-invalid settle',
      'namespace-in-release Namespace shop',
    ]);
    expect(hasErrors(findings)).toBe(true);
    expect(new Set(findings.map(({ construct }) => construct))).toEqual(new Set(['shop/api']));
    expect(new Set(findings.map(({ release }) => release))).toEqual(new Set(['Api']));
  });

  it('are information where the plan allows them, with the reason', () => {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, data: { a: 'b' } };
    const findings = runPlanRules(
      planRules,
      contextOf({ plan: { allow: { 'secret-in-clear': 'a test key' } }, others: [secret] }),
    );
    expect(findings.map(({ severity, message }) => ({ severity, message }))).toEqual([
      {
        severity: 'info',
        message: 'data.a: a value in clear, in files for Git (allowed: a test key)',
      },
    ]);
  });
});
