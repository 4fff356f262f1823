import { emitDocuments } from '../../src/emit/emit-documents';
import { equalJson } from '../../src/manifest/equal';
import { keyOf } from '../../src/manifest/identity';
import type { Manifest } from '../../src/manifest/manifest';
import { checkReleases, checkStates, checkTransitions, statesOf } from './check-history';
import { keysOf, referencesOf } from './references';
import { pathsOf } from './release-case';
import { imageOf, trackOf, weightsOf } from './state-queries';

const TRACKS = ['primary', 'canary'] as const;

describe('every state of every release, forward and back', () => {
  it('has each object once', () => {
    checkStates(({ objects }) => repeated(objects.map(keyOf)));
  });

  it('has weights that are written and add up to 100 on every route to the application', () => {
    checkStates((state, { release }) =>
      weightsOf(state, release)
        .filter(({ primary, canary }) => (primary ?? NaN) + (canary ?? NaN) !== 100)
        .map((weights) => JSON.stringify(weights)),
    );
  });

  it('sends the canary the share that it declares, and all of its header routes', () => {
    checkStates((state, { release }) => {
      const weights = weightsOf(state, release).map(({ canary }) => canary);
      const declared = state.traffic.canary;
      const allowed = state.headerRoutes.length > 0 ? [declared, 100] : [declared];
      const wrong = weights.filter((weight) => !allowed.includes(weight ?? NaN));
      return [
        ...(weights.includes(declared) ? [] : [`nothing of ${declared}`]),
        ...wrong.map(String),
      ];
    });
  });

  it('runs the versions that it declares, with the pods that it declares', () => {
    checkStates((state, { release }) =>
      TRACKS.flatMap((track) => {
        const deployment = trackOf(state, release, track);
        const image = imageOf(deployment);
        const pods = deployment.spec.replicas ?? state.replicas[track];
        return [
          ...(image === `registry.example.com/api:${state.versions[track]}` ? [] : [`${image}`]),
          ...(pods === state.replicas[track] ? [] : [`${track} has ${pods} pods`]),
        ];
      }),
    );
  });

  it('has the configuration of its tracks, under names made of the content', () => {
    checkStates((state, { release }) => {
      const present = keysOf(state.objects);
      return configOf(TRACKS.map((track) => trackOf(state, release, track))).filter(
        (key) => !present.has(key) || !/-[0-9a-f]{10}$/.test(key),
      );
    });
  });
});

describe('from one state to the next, forward and back', () => {
  it('something changes, and the changes say what', () => {
    checkTransitions(({ before, after }) => {
      const known = new Set(before.objects);
      const kept = keysOf(after.objects);
      const actual = [
        ...after.objects.filter((object) => !known.has(object)),
        ...before.objects.filter((object) => !kept.has(keyOf(object))),
      ];
      const said = after.changes.map((change) =>
        change.kind === 'removed' ? change.before : change.after,
      );
      const isSame = said.length === actual.length && said.every((o, i) => o === actual[i]);
      return [
        ...(said.length > 0 ? [] : ['nothing changes']),
        ...(isSame ? [] : ['other changes']),
      ];
    });
  });

  it('the configuration of the state before is still there', () => {
    checkTransitions(({ before, after }, { release }) => {
      const present = keysOf(after.objects);
      const tracks = TRACKS.map((track) => trackOf(before, release, track));
      return configOf(tracks).filter((key) => !present.has(key));
    });
  });

  it('nothing is removed that another object names', () => {
    checkTransitions(({ before, after }) => {
      const kept = keysOf(after.objects);
      const named = new Set(after.objects.flatMap(referencesOf));
      return [...keysOf(before.objects)].filter((key) => !kept.has(key) && named.has(key));
    });
  });

  it('what is removed in the end was named by nothing that stays', () => {
    checkTransitions(({ path, before, after }) => {
      if (path !== 'forward') return [];
      const kept = keysOf(after.objects);
      const staying = before.objects.filter((object) => kept.has(keyOf(object)));
      const named = new Set(staying.flatMap(referencesOf));
      return [...keysOf(before.objects)].filter((key) => !kept.has(key) && named.has(key));
    });
  });
});

describe('over all states of a release', () => {
  it('the selectors of Deployments and Services never change', () => {
    checkReleases(function* ({ release }) {
      const selectors = new Map<string, unknown>();
      for (const object of new Set(statesOf(release).flatMap(({ objects }) => objects))) {
        if (!['Deployment', 'Service'].includes(object.kind)) continue;
        const text = JSON.stringify((object['spec'] as { selector: unknown }).selector);
        if ((selectors.get(keyOf(object)) ?? text) !== text) yield `${keyOf(object)}: ${text}`;
        selectors.set(keyOf(object), text);
      }
    });
  });

  it('objects that are equal are the same object', () => {
    checkReleases(function* ({ release }) {
      const known = new Map<string, readonly Manifest[]>();
      for (const object of new Set(statesOf(release).flatMap(({ objects }) => objects))) {
        const others = known.get(keyOf(object)) ?? [];
        if (others.some((other) => equalJson(other, object))) yield keyOf(object);
        known.set(keyOf(object), [...others, object]);
      }
    });
  });

  it('no two states of one path share a name or a directory', () => {
    checkReleases(({ release }) =>
      pathsOf(release).flatMap(({ phases }) => [
        ...repeated(phases.slice(1).map(({ name }) => name)),
        ...repeated(phases.slice(1).map(({ id }) => id)),
      ]),
    );
  });
});

describe('a way back', () => {
  it('leads from every phase but the baseline', () => {
    checkReleases(({ release }) => {
      const ids = release.phases.slice(1).map(({ id }) => id);
      return ids.filter((id) => (release.waysBack[id] ?? []).length === 0);
    });
  });

  it('ends in the baseline, byte for byte', () => {
    checkReleases(({ release }) => {
      const baseline = emitDocuments(release.phases[0]!.objects);
      return Object.entries(release.waysBack)
        .filter(([, steps]) => emitDocuments(steps.at(-1)!.objects) !== baseline)
        .map(([from]) => from);
    });
  });
});

function configOf(deployments: readonly Manifest[]): readonly string[] {
  // as if they had pods: a Deployment that is scaled to 0 may be scaled up by hand
  return deployments.flatMap((deployment) =>
    referencesOf({ ...deployment, spec: { template: templateOf(deployment) } }),
  );
}

function templateOf({ spec }: Manifest): Manifest[string] {
  return (spec as { template: Manifest[string] }).template;
}

function repeated(values: readonly string[]): readonly string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}
