// `build --check` for the root and for every example: each committed dist/ is what its app compiles.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const command = join(root, 'bin', 'cdk8s-canary');
const examples = readdirSync(join(root, 'examples'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => join(root, 'examples', entry.name))
  .filter((directory) => existsSync(join(directory, 'cdk8s.yaml')));

for (const directory of [root, ...examples]) {
  console.log(`${relative(root, directory) || '.'}: cdk8s-canary build --check`);
  const { status } = spawnSync(process.execPath, [command, 'build', '--check'], {
    cwd: directory,
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
