import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { ROOT } from './find-examples';

interface Package {
  readonly name: string;
  readonly version?: string;
  readonly private?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const root = readPackage('.');
const folders = readdirSync(join(ROOT, 'examples'), { withFileTypes: true })
  // plain YAML, such as the hazards, is no app
  .filter(({ name }) => existsSync(join(ROOT, 'examples', name, 'package.json')))
  .map(({ name }) => `examples/${name}`);

describe.each(folders)('the folder %s can be copied out as it is:', (folder) => {
  const { name, private: isPrivate, dependencies = {} } = readPackage(folder);

  it('its package is private, named like the folder, with the versions of this repository', () => {
    const ours = { ...root.devDependencies, 'cdk8s-canary': `^${root.version ?? ''}` };

    expect({ name, isPrivate }).toEqual({
      name: folder.slice('examples/'.length),
      isPrivate: true,
    });
    expect(ours).toMatchObject(dependencies);
  });

  it('it imports its own files and the packages it names, and no other', () => {
    const imported = sourcesOf(folder).flatMap((path) => importsOf(path));
    const packages = imported.filter((path) => !path.startsWith('.') && !isBuiltin(path));
    // tsx is what its cdk8s.yaml runs, constructs what cdk8s asks for
    const needed = new Set([...packages, 'tsx', 'constructs']);

    expect(imported.filter((path) => path.startsWith('..'))).toEqual([]);
    expect(Object.keys(dependencies).sort()).toEqual([...needed].sort());
  });
});

describe('the examples of go-demo-7', () => {
  it.each(['api.ts', 'database.ts'])('release the same application: %s', (file) => {
    const copies = folders
      .filter((folder) => folder.startsWith('examples/go-demo-7'))
      .map((folder) => readFileSync(join(ROOT, folder, file), 'utf8'));

    expect(copies).toHaveLength(3);
    expect(new Set(copies).size).toBe(1);
  });
});

function readPackage(folder: string): Package {
  return JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as Package;
}

function sourcesOf(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file));
}

function importsOf(path: string): readonly string[] {
  const text = readFileSync(join(ROOT, path), 'utf8');
  return [...text.matchAll(/from '([^']+)';/g)].map(([, module = '']) => module);
}

function isBuiltin(module: string): boolean {
  return builtinModules.includes(module.replace(/^node:/, ''));
}
