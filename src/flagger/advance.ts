import { alertClosed, askHooks } from './ask-hooks';
import { chooseRouter } from './choose-router';
import { promote } from './promote';
import { setRoutes } from './set-routes';
import { inform, stop, warn, writePhase, writeStatus, type Step, type Tick } from './tick';
import { highestWeight, nextStep } from './weight-ladder';
import { ALL_CANARY, type Routes } from './weights';

/** T24: without a mesh there is only Blue/Green: conditions are dropped, iterations made up. */
export function adaptToKubernetes(tick: Tick): Tick {
  if (tick.settings.provider !== 'kubernetes') return tick;
  const { analysis } = tick.settings;
  let told = tick;
  if (analysis.match.length > 0) {
    told = warn(told, 'A/B testing is not supported when using the kubernetes provider');
  }
  if (analysis.iterations < 1) {
    told = warn(told, 'Progressive traffic is not supported when using the kubernetes provider');
    told = warn(told, 'Setting canaryAnalysis.iterations: 10');
  }
  if (told === tick) return tick;
  const iterations = analysis.iterations < 1 ? 10 : analysis.iterations;
  return {
    ...told,
    settings: { ...tick.settings, analysis: { ...analysis, match: [], iterations } },
  };
}

/** T25: the next step of the strategy. */
export function advance(tick: Tick): Tick {
  const { match, iterations } = tick.settings.analysis;
  if (iterations > 0) return stop(match.length > 0 ? advanceTest(tick) : advanceBlueGreen(tick));
  return stop(advanceCanary(tick));
}

/** Weights: the gate on more traffic is asked at every step, the one that promotes included. */
function advanceCanary(tick: Tick): Tick {
  const { settings, status, routes } = tick;
  const { analysis } = settings;
  const step = nextStep(analysis, routes.canary);
  if (step <= 0) return tick;
  const isGated = !routes.mirrored && status.phase !== 'WaitingPromotion';
  const gate = isGated ? askTrafficGate(tick) : { tick, passed: true };
  if (!gate.passed) return gate.tick;
  if (routes.canary >= highestWeight(analysis)) return askPromotionGate(gate.tick, promoteCanary);
  const next = nextRoutes(routes, step, analysis.mirror);
  return setRoutes(gate.tick, next, (routed) =>
    inform(
      writeStatus(routed, { ...routed.world.status, canaryWeight: next.canary }),
      `Advance ${settings.name}.${settings.namespace} canary weight ${next.canary}`,
    ),
  );
}

/** With a mirror one tick of copies comes before the first weight. */
function nextRoutes(routes: Routes, step: number, mirror: boolean): Routes {
  if (mirror && routes.canary === 0) {
    return routes.mirrored
      ? { primary: 100 - step, canary: step, mirrored: false }
      : { primary: 100, canary: 0, mirrored: true };
  }
  return {
    primary: Math.max(0, routes.primary - step),
    canary: Math.min(100, routes.canary + step),
    mirrored: routes.mirrored,
  };
}

/** A/B: matching users go to the canary from the first iteration on. */
function advanceTest(tick: Tick): Tick {
  const { iterations } = tick.settings.analysis;
  const done = tick.status.iterations;
  if (iterations > done) return setRoutes(tick, ALL_CANARY, countIteration);
  return askPromotionGate(tick, (passed) => (iterations === done ? promoteCanary(passed) : passed));
}

/** Blue/Green: the gate is asked twice, before the switch and before the copy. */
function advanceBlueGreen(tick: Tick): Tick {
  const { analysis, provider } = tick.settings;
  const done = tick.status.iterations;
  const isRouted = provider !== 'kubernetes';
  if (analysis.iterations > done) {
    const mirrors = isRouted && analysis.mirror && !tick.routes.mirrored;
    return countIteration(mirrors ? startMirror(tick) : tick);
  }
  return askPromotionGate(tick, (passed) => {
    if (analysis.iterations < done) return promoteCanary(passed);
    if (!isRouted) return writeStatus(passed, { ...passed.world.status, iterations: done + 1 });
    const told = inform(
      passed,
      analysis.mirror
        ? 'Stop traffic mirroring and route all traffic to canary'
        : 'Routing all traffic to canary',
    );
    return setRoutes(told, ALL_CANARY, (routed) =>
      writeStatus(routed, { ...routed.world.status, iterations: done + 1 }),
    );
  });
}

function countIteration(tick: Tick): Tick {
  const { name, namespace, analysis } = tick.settings;
  const iterations = tick.status.iterations + 1;
  const message = `Advance ${name}.${namespace} canary iteration ${iterations}/${analysis.iterations}`;
  return inform(writeStatus(tick, { ...tick.world.status, iterations }), message);
}

/** A router that refuses does not stop the iterations. */
function startMirror(tick: Tick): Tick {
  const attempt = chooseRouter(tick.settings).write(tick, {
    primary: 100,
    canary: 0,
    mirrored: true,
  });
  return attempt.kind === 'refused' ? warn(tick, attempt.error) : attempt.tick;
}

function promoteCanary(tick: Tick): Tick {
  return promote(tick, (promoted) => writePhase(promoted, 'Promoting'));
}

function askTrafficGate(tick: Tick): { readonly tick: Tick; readonly passed: boolean } {
  const verdict = askHooks(tick, 'confirm-traffic-increase', 'Progressing');
  if (verdict.passed) return verdict;
  const { name, namespace } = tick.settings;
  const gate = verdict.failed?.name ?? '';
  const halted = `Halt ${name}.${namespace} advancement waiting for traffic increase approval ${gate}`;
  const told = warn(verdict.tick, halted);
  const message = 'Canary traffic increase is waiting for approval.';
  return { tick: alertClosed(told, verdict.failed, message), passed: false };
}

/** A closed gate is told once; each later refusal sets the iterations back, so that the gate is asked every second tick. */
function askPromotionGate(tick: Tick, next: Step): Tick {
  const verdict = askHooks(tick, 'confirm-promotion', 'Progressing');
  if (verdict.passed) return next(verdict.tick);
  const { settings, status } = tick;
  if (status.phase === 'WaitingPromotion') {
    const iterations = settings.analysis.iterations - 1;
    return writeStatus(verdict.tick, { ...verdict.tick.world.status, iterations });
  }
  const waiting = writePhase(verdict.tick, 'WaitingPromotion');
  const gate = verdict.failed?.name ?? '';
  const halted = `Halt ${settings.name}.${settings.namespace} advancement waiting for promotion approval ${gate}`;
  const told = warn(waiting, halted);
  return alertClosed(told, verdict.failed, 'Canary promotion is waiting for approval.');
}
