import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './find-examples';

/**
 * A copy of an example outside the repository, removed after the file's tests, with packages of its
 * own: links to those of the repository, but for some that are copied from a directory.
 *
 * Node looks for a package's dependencies from where the package really is. So a package that has to
 * meet a copied one is copied too, and this one is, always.
 */
export function copyExample(name: string, packages: Readonly<Record<string, string>> = {}): string {
  const copy = mkdtempSync(join(tmpdir(), 'example-'));
  copies.push(copy);
  cpSync(join(ROOT, 'examples', name), copy, { recursive: true });
  const modules = join(copy, 'node_modules');
  mkdirSync(modules);
  for (const entry of readdirSync(join(ROOT, 'node_modules'))) {
    if (entry === 'cdk8s-canary' || entry in packages) continue;
    symlinkSync(realpathSync(join(ROOT, 'node_modules', entry)), join(modules, entry));
  }
  for (const [entry, from] of Object.entries(packages)) {
    cpSync(from, join(modules, entry), { recursive: true });
  }
  for (const part of ['package.json', 'lib']) {
    cpSync(join(ROOT, part), join(modules, 'cdk8s-canary', part), { recursive: true });
  }
  return copy;
}

const copies: string[] = [];

afterAll(() => {
  for (const copy of copies.splice(0)) rmSync(copy, { recursive: true, force: true });
});
