import { emitDocuments } from '../../src/emit/emit-documents';
import { emitPhaseFiles, type FileLayout } from '../../src/emit/phase-files';
import { emitReleaseFiles } from '../../src/emit/release-files';
import type { OutputType } from '../../src/emit/release-json';
import { readManifests } from '../../src/gitops/read-documents';
import { settledObjects } from '../../src/compile/compile-release';
import { checkHistories, checkReleases, releasesOf } from './check-history';
import {
  applicationOf,
  compileCase,
  follow,
  install,
  lastPhase,
  planOf,
  throughYaml,
} from './release-case';

const OUTPUTS: readonly OutputType[] = [
  'FILE_PER_APP',
  'FILE_PER_CHART',
  'FILE_PER_RESOURCE',
  'FOLDER_PER_CHART_FILE_PER_RESOURCE',
];

describe('two releases in a row', () => {
  it('meet in one state, byte for byte, when what is live is read back from its YAML', () => {
    checkHistories((example) => {
      const [first] = releasesOf(example);
      const next = follow(first.release, example.versions[2], throughYaml);

      expect(emitDocuments(next.phases[0]!.objects)).toBe(
        emitDocuments(lastPhase(first.release).objects),
      );
    });
  });

  it.each(OUTPUTS)('meet in the same files with output %s', (output) => {
    checkHistories((example) => {
      const [first] = releasesOf(example);
      const files = emitPhaseFiles(lastPhase(first.release).objects, layoutOf(output));
      const next = follow(first.release, example.versions[2], () => readManifests(files));

      expect(emitPhaseFiles(next.phases[0]!.objects, layoutOf(output))).toEqual(files);
    });
  });

  it('are the same whether what is live is in memory or read back from its YAML', () => {
    checkHistories((example) => {
      const [first] = releasesOf(example);
      const [, , c] = example.versions;
      const [inMemory, fromYaml] = [
        follow(first.release, c),
        follow(first.release, c, throughYaml),
      ];

      expect(filesOf(fromYaml)).toEqual(filesOf(inMemory));
    });
  });
});

describe('where a release ends', () => {
  it('does not depend on where it began', () => {
    checkReleases(({ release, source }) => {
      const plan = planOf(source);
      const settled = settledObjects(plan, applicationOf(source));
      const isSame = emitDocuments(lastPhase(release).objects) === emitDocuments(settled);
      return isSame ? [] : ['it does'];
    });
  });

  it('is where a first installation of the same version stands', () => {
    checkReleases(({ release, source }) => {
      const installed = install(source).phases;
      const isSame =
        emitDocuments(installed[0]!.objects) === emitDocuments(lastPhase(release).objects);
      return installed.length === 1 && isSame ? [] : ['it is not'];
    });
  });

  it('names neither the release, nor its steps, nor the version before', () => {
    checkReleases(({ release }) => {
      const text = emitDocuments(lastPhase(release).objects);
      return text.includes(release.from ?? '?') ? [`it names ${release.from}`] : [];
    });
  });
});

describe('compiling', () => {
  it('gives the same bytes twice', () => {
    checkHistories((example) => {
      const [once, twice] = [releasesOf(example), releasesOf(example)];
      expect(filesOf(twice[1].release)).toEqual(filesOf(once[1].release));
    });
  });

  it('changes nothing of what it is given', () => {
    checkHistories((example) => {
      const before = JSON.stringify(example);
      const [first] = releasesOf(freeze(example));
      const live = freeze(throughYaml(lastPhase(first.release).objects));
      const baseline = { kind: 'live', version: '1.1.0', objects: live } as const;

      expect(() => compileCase(example.versions[2], baseline)).not.toThrow();
      expect(JSON.stringify(example)).toBe(before);
    });
  });

  it('starts from the very objects that are live', () => {
    checkHistories((example) => {
      const [first] = releasesOf(example);
      const { objects } = lastPhase(first.release);
      const next = follow(first.release, example.versions[2]);

      expect(next.phases[0]!.objects).toBe(objects);
      expect(next.phases[0]!.changes).toEqual([]);
    });
  });
});

function filesOf(release: ReturnType<typeof follow>): ReadonlyMap<string, string> {
  return emitReleaseFiles(release, layoutOf('FILE_PER_CHART')).files;
}

function layoutOf(output: OutputType): FileLayout {
  return { output, extension: '.k8s.yaml', chart: 'shop', namespace: 'shop' };
}

function freeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.values(value).forEach(freeze);
  return Object.freeze(value);
}
