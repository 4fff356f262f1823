import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { copyExample } from './copy-example';
import { differences, SAME } from './differences';
import { ROOT } from './find-examples';
import { readFiles } from './read-files';
import { runApp } from './run-app';

const APP = 'node --import tsx main.ts';

/** What cdk8s-plus-34 writes and cdk8s-plus-27 leaves to Kubernetes, whose defaults they are. */
const ADDED_BY_PLUS_34 = ['revisionHistoryLimit: 10', 'shareProcessNamespace: false'];

const committed = readFiles(join(ROOT, 'dist'));

describe('go-demo-7 with other lines of cdk8s', () => {
  it('compiles with cdk8s-plus-34 to the same phases, but for two lines in each Deployment', () => {
    const copy = copyExample('go-demo-7');
    for (const file of ['main.ts', 'api.ts', 'database.ts']) {
      const text = readFileSync(join(copy, file), 'utf8');
      expect(text).toContain("from 'cdk8s-plus-27'");
      writeFileSync(join(copy, file), text.replace('cdk8s-plus-27', 'cdk8s-plus-34'));
    }

    const { report, files } = runApp(APP, copy);

    expect(report.findings).toEqual([]);
    for (const line of ADDED_BY_PLUS_34) expect([...files.values()].join('')).toContain(line);
    const comparable = withoutHashes(withoutLines(files, ADDED_BY_PLUS_34));
    expect(differences(withoutHashes(committed), comparable)).toEqual(SAME);
  });

  it('compiles with the oldest cdk8s and constructs that we allow to the same bytes', () => {
    const oldest = {
      cdk8s: directoryOf('cdk8s-oldest'),
      constructs: directoryOf('constructs-oldest'),
    };
    const copy = copyExample('go-demo-7', {
      ...oldest,
      'cdk8s-plus-27': directoryOf('cdk8s-plus-27'),
    });

    const { report, files } = runApp(APP, copy);

    expect(report.findings).toEqual([]);
    expect(differences(committed, files)).toEqual(SAME);
  });
});

function directoryOf(name: string): string {
  return dirname(require.resolve(`${name}/package.json`));
}

type Files = ReadonlyMap<string, string>;

function withoutLines(files: Files, lines: readonly string[]): Files {
  return mapTexts(files, (text) =>
    text
      .split('\n')
      .filter((line) => !lines.includes(line.trim()))
      .join('\n'),
  );
}

function withoutHashes(files: Files): Files {
  return mapTexts(files, (text) => text.replaceAll(/\b[0-9a-f]{64}\b/g, 'sha256'));
}

function mapTexts(files: Files, change: (text: string) => string): Files {
  return new Map([...files].map(([path, text]) => [path, change(text)]));
}
