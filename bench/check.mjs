// `check` of a large tree: 1,000 files with 5,400 objects, against bare node and against parsing the
// same files with the `yaml` library. And its start-up, on one file.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { claim, measure, median, memoryFolder, seconds } from './measure.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const command = process.env.CHECK_COMMAND ?? join(root, 'bin', 'cdk8s-canary');
const folder = mkdtempSync(join(memoryFolder(), 'cdk8s-canary-check-'));

const FILES = 1000;

try {
  const objects = writeTree(join(folder, 'tree'));
  writeFileSync(join(folder, 'one.yaml'), application(1).join('---\n'));
  const library = join(folder, 'library.mjs');
  writeFileSync(library, libraryScript());

  const bare = [];
  const own = [];
  const theirs = [];
  const start = [];
  // in turn, so that a machine that gets slower slows all
  for (let round = 0; round < 3; round += 1) {
    bare.push(measure(process.execPath, ['-e', '0'], { runs: 1 }).wall);
    own.push(peakOf(['check', join(folder, 'tree')]));
    theirs.push(measure(process.execPath, [library], { runs: 1 }).wall);
    start.push(
      measure(process.execPath, [command, 'check', join(folder, 'one.yaml')], { runs: 1 }).wall,
    );
  }
  const wall = median(own.map((result) => result.wall));
  const [node, parsed, one] = [median(bare), median(theirs), median(start)];
  console.log(
    `${FILES} files, ${objects} objects: check ${seconds(wall)}, parsing them with yaml ${seconds(parsed)}, ` +
      `bare node ${seconds(node)}; one file: check ${seconds(one)}`,
  );
  console.log(
    `check / bare node: ${(wall / node).toFixed(1)}; one file / bare node: ${(one / node).toFixed(1)}`,
  );
  claim('check / parsing the same files with yaml, wall', wall / parsed, 1);
  claim('check of 1,000 files, seconds of wall time', wall, 2.5);
  claim(
    'check of 1,000 files, peak memory in MiB',
    Math.max(...own.map(({ peakMiB }) => peakMiB)),
    300,
  );
  claim('check of one file, seconds of wall time', one, 0.35);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The command with its peak memory, which it does not tell by itself. */
function peakOf(args) {
  const hook = join(folder, 'peak.cjs');
  writeFileSync(
    hook,
    "process.on('exit', () => process.stdout.write(`\\npeak ${process.resourceUsage().maxRSS}\\n`));",
  );
  return measure(process.execPath, ['--require', hook, command, ...args], { runs: 1 });
}

/** Files of 5 or 6 objects each; returns how many there are. */
function writeTree(directory) {
  let objects = 0;
  for (let index = 0; index < FILES; index += 1) {
    const documents = application(index);
    const home = join(directory, `team-${index % 20}`);
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, `app-${index}.yaml`), documents.join('---\n'));
    objects += documents.length;
  }
  if (readdirSync(directory).length !== 20) throw new Error('the tree is not what it should be');
  return objects;
}

/** An application with two versions behind a split, as its authors would write it. */
function application(index) {
  const name = `app-${index}`;
  const namespace = `team-${index % 20}`;
  const meta = `metadata:\n  name: ${name}\n  namespace: ${namespace}\n`;
  const documents = ['v1', 'v2'].map((version) => deployment(name, namespace, version));
  documents.push(
    `apiVersion: v1\nkind: Service\n${meta}spec:\n  selector:\n    app: ${name}\n  ports:\n    - name: http\n      port: 80\n      targetPort: 8080\n`,
    `apiVersion: networking.istio.io/v1\nkind: DestinationRule\n${meta}spec:\n  host: ${name}.${namespace}.svc.cluster.local\n  subsets:\n    - name: v1\n      labels:\n        version: v1\n    - name: v2\n      labels:\n        version: v2\n`,
    `apiVersion: networking.istio.io/v1\nkind: VirtualService\n${meta}spec:\n  hosts:\n    - ${name}.${namespace}.svc.cluster.local\n  http:\n    - route:\n        - destination:\n            host: ${name}.${namespace}.svc.cluster.local\n            subset: v1\n            port:\n              number: 80\n          weight: 80\n        - destination:\n            host: ${name}.${namespace}.svc.cluster.local\n            subset: v2\n            port:\n              number: 80\n          weight: 20\n`,
  );
  if (index % 5 < 2) {
    documents.push(
      `apiVersion: v1\nkind: ConfigMap\n${meta}data:\n  LOG_LEVEL: info\n  settings.yaml: |\n    cache: true\n    size: ${index}\n`,
    );
  }
  return documents;
}

function deployment(name, namespace, version) {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}-${version}
  namespace: ${namespace}
  labels:
    app: ${name}
    version: ${version}
spec:
  replicas: ${version === 'v1' ? 4 : 1}
  selector:
    matchLabels:
      app: ${name}
      version: ${version}
  template:
    metadata:
      labels:
        app: ${name}
        version: ${version}
    spec:
      containers:
        - name: app
          image: registry.example.com/${name}:${version}.0.${name.length}
          ports:
            - name: http
              containerPort: 8080
          env:
            - name: VERSION
              value: ${version}
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
            limits:
              memory: 256Mi
          readinessProbe:
            httpGet:
              path: /healthz
              port: 8080
            periodSeconds: 5
`;
}

function libraryScript() {
  const yaml = join(root, 'node_modules', 'yaml', 'dist', 'index.js');
  return `import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRequire } from 'node:module';
const { parseAllDocuments } = createRequire(import.meta.url)(${JSON.stringify(yaml)});
let count = 0;
const tree = ${JSON.stringify(join(folder, 'tree'))};
for (const file of readdirSync(tree, { recursive: true })) {
  if (!file.endsWith('.yaml')) continue;
  const text = readFileSync(join(tree, file), 'utf8');
  for (const document of parseAllDocuments(text, { version: '1.1' })) count += document.toJS() ? 1 : 0;
}
console.log(count);
`;
}
