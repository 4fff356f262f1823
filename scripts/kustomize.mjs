// Builds every phase directory of every committed dist/ with the real kustomize, and checks that it
// gives the objects of our files, all of them and in our order. Installs kustomize with Go into
// temp/bin unless KUSTOMIZE names one.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, parseAllDocuments } from 'yaml';

const VERSION = 'v5.8.2';
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const kustomize = process.env.KUSTOMIZE ?? install();

let built = 0;
let wrong = 0;
for (const directory of phaseDirectories()) {
  const { resources } = parse(readFileSync(join(directory, 'kustomization.yaml'), 'utf8'));
  const expected = resources.flatMap((file) => names(readFileSync(join(directory, file), 'utf8')));
  const output = execFileSync(kustomize, ['build', directory], { encoding: 'utf8' });
  built += 1;
  if (JSON.stringify(names(output)) === JSON.stringify(expected)) continue;
  wrong += 1;
  console.error(`${relative(root, directory)}: kustomize gives other objects, or another order`);
  console.error(`  ours: ${expected.join(', ')}\n  its:  ${names(output).join(', ')}`);
}
console.log(
  `${built - wrong} of ${built} phase directories: kustomize ${VERSION} builds the same objects in our order`,
);
if (built === 0 || wrong > 0) process.exitCode = 1;

function install() {
  const bin = join(root, 'temp', 'bin');
  const program = join(bin, 'kustomize');
  if (existsSync(program)) return program;
  mkdirSync(bin, { recursive: true });
  console.log(`installing kustomize ${VERSION} with Go`);
  execFileSync('go', ['install', `sigs.k8s.io/kustomize/kustomize/v5@${VERSION}`], {
    env: { ...process.env, GOBIN: bin, GOFLAGS: '-mod=mod' },
    stdio: 'inherit',
  });
  return program;
}

function phaseDirectories() {
  const dists = [
    'dist',
    ...readdirSync(join(root, 'examples')).map((name) => join('examples', name, 'dist')),
  ];
  return dists
    .map((dist) => join(root, dist))
    .filter((dist) => existsSync(dist))
    .flatMap((dist) => readdirSync(dist, { recursive: true }).map((path) => join(dist, path)))
    .filter((path) => path.endsWith('kustomization.yaml'))
    .map((path) => dirname(path))
    .sort();
}

function names(text) {
  return parseAllDocuments(text)
    .map((document) => document.toJS())
    .filter((object) => object !== null)
    .map(({ apiVersion, kind, metadata }) => `${apiVersion}/${kind}/${metadata.name}`);
}
