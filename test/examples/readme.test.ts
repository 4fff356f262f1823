import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diffLines } from 'diff';
import { ROOT } from './find-examples';
import { readFiles } from './read-files';

const folders = readdirSync(join(ROOT, 'examples'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe('the README of all examples', () => {
  it('links to each of them, and only to files that are there', () => {
    const links = linksOf('.');

    expect(links.filter((link) => !existsSync(join(ROOT, 'examples', link)))).toEqual([]);
    expect(links).toEqual(expect.arrayContaining(folders.map((folder) => `${folder}/README.md`)));
  });
});

describe.each(folders)('the README of %s', (folder) => {
  const directory = join(ROOT, 'examples', folder);
  const text = readFileSync(join(directory, 'README.md'), 'utf8');

  it('links only to files that are there', () => {
    expect(linksOf(folder).filter((link) => !existsSync(join(directory, link)))).toEqual([]);
  });

  it('names only phases and output that are there', () => {
    const output = folder === 'go-demo-7' ? join(ROOT, 'dist') : join(directory, 'dist');
    const made = [...readFiles(output).keys()].map((path) => `dist/${path}`).join('\n');
    const phases = [...text.matchAll(/\b\d{3}-[a-z][a-z0-9-]*/g)].map(([phase]) => phase);
    const paths = [...text.matchAll(/\bdist\/[\w./-]*\w/g)].map(([path]) => path);

    expect(phases.filter((phase) => !made.includes(`/${phase}/`))).toEqual([]);
    expect(paths.filter((path) => !made.includes(path))).toEqual([]);
  });

  it('names only objects that its output has', () => {
    const output = folder === 'go-demo-7' ? join(ROOT, 'dist') : join(directory, 'dist');
    const made = [...readFiles(output).values()].join('\n');
    const objects = [
      ...text.matchAll(
        /\b(?:Deployment|Service|VirtualService|Gateway|DestinationRule) `([^`]+)`/g,
      ),
    ];

    for (const [, name = ''] of objects) expect(made).toContain(`name: ${name}\n`);
  });
});

describe('the README of go-demo-7', () => {
  it('shows exactly what the command before it prints', () => {
    const text = readFileSync(join(ROOT, 'examples/go-demo-7/README.md'), 'utf8');
    const shown = /```diff\n([^`]*)```/.exec(text)?.[1];
    const [before, after] = [...text.matchAll(/dist\/go-demo-7\/0\.0\.2\/(0[34]0-[\w-]+)/g)].map(
      ([, phase = '']) =>
        readFileSync(join(ROOT, 'dist/go-demo-7/0.0.2', phase, 'go-demo-7.k8s.yaml'), 'utf8'),
    );

    const lines = diffLines(before ?? '', after ?? '')
      .filter(({ added, removed }) => added || removed)
      .map(({ added, value }) => `${added ? '+' : '-'}${value}`);

    expect(shown).toBe(lines.join(''));
  });
});

function linksOf(folder: string): readonly string[] {
  const text = readFileSync(join(ROOT, 'examples', folder, 'README.md'), 'utf8');
  return [...text.matchAll(/\]\((?!#|https?:)([^)#]+)/g)].map(([, link = '']) => link);
}
