import * as ts from 'typescript';
import {
  isPackage,
  nodesOf,
  readSourceFiles,
  roomOf,
  type SourceFile,
  type SourceImport,
} from './source-files';

/** What the files of a room may import: rooms that come before it, and packages. */
interface Allowance {
  readonly rooms: readonly string[];
  readonly packages: readonly string[];
}

/** Rooms that know nothing but their arguments. */
const PURE = [
  'finding',
  'manifest',
  'plan',
  'compile',
  'mesh',
  'proof',
  'check',
  'flagger',
  'statistics',
  'emit',
];

const ALLOWED: Readonly<Record<string, Allowance>> = {
  finding: { rooms: [], packages: [] },
  manifest: { rooms: ['finding'], packages: ['node:crypto'] },
  plan: { rooms: ['finding', 'manifest'], packages: [] },
  compile: { rooms: ['finding', 'manifest', 'plan'], packages: [] },
  emit: { rooms: ['finding', 'manifest', 'plan', 'compile'], packages: ['yaml'] },
  mesh: { rooms: ['finding', 'manifest'], packages: [] },
  proof: { rooms: ['finding', 'manifest', 'plan', 'compile', 'mesh'], packages: [] },
  check: {
    rooms: ['finding', 'manifest', 'mesh', 'proof', 'flagger'],
    packages: ['@marcbachmann/cel-js', 'ajv', 're2js', 'yaml'],
  },
  flagger: { rooms: ['finding', 'manifest', 'plan', 'compile', 'mesh'], packages: [] },
  statistics: { rooms: [], packages: [] },
  write: { rooms: [], packages: ['node:crypto', 'node:fs', 'node:os', 'node:path'] },
  gitops: {
    rooms: ['finding', 'manifest', 'plan', 'proof', 'emit', 'write'],
    packages: ['node:fs', 'node:path', 'yaml'],
  },
  cdk8s: {
    rooms: [...PURE, 'write', 'gitops'],
    packages: ['cdk8s', 'constructs', 'node:fs', 'node:path'],
  },
  cli: {
    rooms: [...PURE, 'write', 'gitops', 'cdk8s'],
    packages: [
      'commander',
      'diff',
      'node:child_process',
      'node:fs',
      'node:os',
      'node:path',
      'node:util',
      'yaml',
    ],
  },
  'src/index.ts': { rooms: [...PURE, 'write', 'gitops', 'cdk8s'], packages: [] },
};

const files = readSourceFiles();
const byPath = new Map(files.map((file) => [file.path, file]));

describe('the rooms of the house', () => {
  it('are all in the table', () => {
    const rooms = new Set(files.map(({ path }) => roomOf(path)));

    expect([...rooms].filter((room) => ALLOWED[room] === undefined)).toEqual([]);
  });

  it('know only rooms that come before them', () => {
    const found = imports(({ target }) => !isPackage(target)).filter(({ file, target }) => {
      const [from, to] = [roomOf(file.path), roomOf(target)];
      return from !== to && !to.startsWith('imports/') && !ALLOWED[from]?.rooms.includes(to);
    });

    expect(found.map(said)).toEqual([]);
  });

  it('use only the packages that they need', () => {
    const found = imports(({ target }) => isPackage(target)).filter(
      ({ file, target }) => !ALLOWED[roomOf(file.path)]?.packages.includes(target),
    );

    // the app that `init` writes is text in the house's own source
    expect(found.filter(({ file }) => file.path !== 'src/cli/init-files.ts').map(said)).toEqual([]);
  });

  it('take types alone from generated code, which loads all of cdk8s', () => {
    const found = imports(({ target }) => target.startsWith('imports/'));

    expect(found.filter(({ kind }) => kind !== 'type').map(said)).toEqual([]);
    expect(found.length).toBeGreaterThan(0);
  });

  it('find every file that they import', () => {
    const found = imports(({ target }) => target.startsWith('src/') && !byPath.has(target));

    expect(found.map(said)).toEqual([]);
  });
});

describe('a pure room', () => {
  const pure = files.filter(({ path }) => PURE.includes(roomOf(path)));

  it.each([
    ['the process', (node: ts.Node) => isGlobal(node, 'process')],
    ['the clock', isClock],
    ['timers', (node: ts.Node) => /^set(Timeout|Interval|Immediate)$/.test(globalName(node))],
    ['chance', isChance],
    ['the network', (node: ts.Node) => isGlobal(node, 'fetch')],
    ['the console', (node: ts.Node) => isGlobal(node, 'console')],
  ])('does not know %s', (_, isUse) => {
    const uses = pure.flatMap((file) =>
      [...nodesOf(file.tree)].filter(isUse).map((node) => placeOf(file, node)),
    );

    expect(uses).toEqual([]);
  });

  it('uses node:crypto for hashes only', () => {
    const names = imports(({ target }) => target === 'node:crypto')
      .filter(({ file }) => pure.includes(file))
      .flatMap((found) => found.names);

    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !['createHash', 'hash'].includes(name))).toEqual([]);
  });
});

describe('files', () => {
  it('import each other in no circle, types included', () => {
    expect(findCircle()).toEqual([]);
  });

  it('have a name that says what is in them', () => {
    const junk = /\/(utils?|helpers?|common|types?|misc|shared|lib|index)(\.ts|\/)/;
    const found = files.map(({ path }) => path).filter((path) => junk.test(path));

    expect(found).toEqual(['src/index.ts']);
  });

  it('have a name in kebab-case', () => {
    const found = files.map(({ path }) => path);

    expect(found.filter((path) => !/^src(\/[a-z0-9]+(-[a-z0-9]+)*)+\.ts$/.test(path))).toEqual([]);
  });

  it('have at most 250 lines', () => {
    const long = files.filter(({ text }) => text.split('\n').length > 251);

    expect(long.map(({ path }) => path)).toEqual([]);
  });

  it('have no default export, no enum, no namespace, no `export *` and no `any`', () => {
    const found = files.flatMap((file) =>
      [...nodesOf(file.tree)].filter(isUnwanted).map((node) => placeOf(file, node)),
    );

    expect(found).toEqual([]);
  });
});

describe('the command', () => {
  it('never loads cdk8s, constructs or the compiler: they belong to the process of the app', () => {
    const reached = reachable('src/cli/main.ts');

    expect(reached.length).toBeGreaterThan(20);
    expect(reached.filter((path) => ['cdk8s', 'constructs'].includes(path))).toEqual([]);
    expect(reached.filter((path) => path.startsWith('src/compile/'))).toEqual([]);
  });
});

interface FoundImport extends SourceImport {
  readonly file: SourceFile;
}

function imports(wanted: (found: SourceImport) => boolean): readonly FoundImport[] {
  return files.flatMap((file) => file.imports.filter(wanted).map((found) => ({ ...found, file })));
}

function said({ file, kind, target }: FoundImport): string {
  return `${file.path} → ${target} (${kind})`;
}

function placeOf({ path, tree }: SourceFile, node: ts.Node): string {
  const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
  return `${path}:${line + 1}: ${node.getText(tree).slice(0, 60)}`;
}

/** The name of a free identifier: neither a field nor a declaration of the file's own. */
function globalName(node: ts.Node): string {
  if (!ts.isIdentifier(node)) return '';
  const { parent } = node;
  const isField = ts.isPropertyAccessExpression(parent) && parent.name === node;
  return isField || ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)
    ? ''
    : node.text;
}

function isGlobal(node: ts.Node, name: string): boolean {
  return globalName(node) === name;
}

function isClock(node: ts.Node): boolean {
  if (ts.isNewExpression(node)) {
    return node.expression.getText() === 'Date' && (node.arguments ?? []).length === 0;
  }
  const text = ts.isPropertyAccessExpression(node) ? node.getText() : '';
  return text === 'Date.now' || text.startsWith('performance.');
}

function isChance(node: ts.Node): boolean {
  return ts.isPropertyAccessExpression(node) && /^(Math\.random|crypto\.)/.test(node.getText());
}

function isUnwanted(node: ts.Node): boolean {
  if (ts.isExportAssignment(node) || ts.isEnumDeclaration(node)) return true;
  if (ts.isModuleDeclaration(node) || node.kind === ts.SyntaxKind.AnyKeyword) return true;
  if (ts.isExportDeclaration(node)) return node.exportClause === undefined;
  return node.kind === ts.SyntaxKind.DefaultKeyword && !ts.isDefaultClause(node);
}

/** What running a file may load, sooner or later: files and packages. */
function reachable(start: string): readonly string[] {
  const seen = new Set([start]);
  for (const path of seen) {
    for (const { kind, target } of byPath.get(path)?.imports ?? []) {
      if (kind !== 'type') seen.add(target);
    }
  }
  return [...seen];
}

/** The files of a circle of imports, the first one again at the end; empty where there is none. */
function findCircle(): readonly string[] {
  const done = new Set<string>();
  const visit = (path: string, above: readonly string[]): readonly string[] => {
    if (above.includes(path)) return [...above.slice(above.indexOf(path)), path];
    if (done.has(path)) return [];
    for (const { target } of byPath.get(path)?.imports ?? []) {
      const circle = visit(target, [...above, path]);
      if (circle.length > 0) return circle;
    }
    done.add(path);
    return [];
  };
  for (const { path } of files) {
    const circle = visit(path, []);
    if (circle.length > 0) return circle;
  }
  return [];
}
