import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ts from 'typescript';

const root = join(__dirname, '..', '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const [program] = blocks('ts');

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdk8s-canary-readme-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  cpSync(join(root, 'examples', 'tsconfig.json'), join(folder, 'tsconfig.json'));
  writeFileSync(join(folder, 'main.ts'), program ?? '');
  execFileSync('node', ['--import', 'tsx', 'main.ts'], { cwd: folder, stdio: 'pipe' });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the README', () => {
  it('has a program that compiles under the types of a user', () => {
    const config = ts.readConfigFile(join(folder, 'tsconfig.json'), (path) =>
      ts.sys.readFile(path),
    );
    const { options, fileNames } = ts.parseJsonConfigFileContent(config.config, ts.sys, folder);
    const diagnostics = ts.getPreEmitDiagnostics(ts.createProgram(fileNames, options));

    expect(diagnostics.map(({ messageText }) => messageText)).toEqual([]);
  });

  it('lists the phases that the program writes', () => {
    const listed = [...readme.matchAll(/^ {2}(\d{3}-[a-z0-9-]+)\//gm)].map(([, id]) => id);
    const written = readdirSync(join(folder, 'dist/api/1.1.0')).filter((name) => /^\d/.test(name));

    expect(listed).toEqual(written.sort());
  });

  it('shows YAML that is in the phase it names', () => {
    const [yaml] = blocks('yaml');
    const phase = readFileSync(join(folder, 'dist/api/1.1.0/030-canary-25/shop.k8s.yaml'), 'utf8');

    expect(phase.split('---\n')).toContain(yaml);
  });
});

function blocks(language: string): readonly string[] {
  const fence = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm');
  return [...readme.matchAll(fence)].map(([, body]) => body ?? '');
}
