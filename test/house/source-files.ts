import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, resolve } from 'node:path';
import * as ts from 'typescript';

/** How an import is there: for types only, when the module loads, or later by `import()` or `require()`. */
export type ImportKind = 'type' | 'load' | 'lazy';

/** One import of a source file. */
export interface SourceImport {
  readonly kind: ImportKind;
  /** A file below the root, such as `src/plan/plan.ts`, or the name of a package. */
  readonly target: string;
  readonly names: readonly string[];
}

/** A source file, parsed. */
export interface SourceFile {
  /** Path below the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
  readonly imports: readonly SourceImport[];
}

const ROOT = resolve(__dirname, '../..');

/** All files below `src`. */
export function readSourceFiles(): readonly SourceFile[] {
  return readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => `src/${path.replaceAll('\\', '/')}`)
    .sort()
    .map(readSource);
}

/** The room that a file of the project is in; the file itself where it is in none. */
export function roomOf(path: string): string {
  const [top, room, ...rest] = path.split('/');
  return top === 'src' && rest.length > 0 ? (room ?? path) : path;
}

/** Whether an import leads to a package, not to a file. */
export function isPackage(target: string): boolean {
  return !target.startsWith('src/') && !target.startsWith('imports/');
}

/** Every node below one, itself included. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    children.push(child);
  });
  for (const child of children) yield* nodesOf(child);
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
  const imports = [...nodesOf(tree)].flatMap((node) => importOf(node, path));
  return { path, text, tree, imports };
}

function importOf(node: ts.Node, from: string): readonly SourceImport[] {
  if (ts.isImportDeclaration(node)) {
    return [made(node.moduleSpecifier, from, kindOf(node), boundNames(node))];
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
    return [made(node.moduleSpecifier, from, node.isTypeOnly ? 'type' : 'load', [])];
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return [made(node.argument.literal, from, 'type', [])];
  }
  if (ts.isCallExpression(node) && isLoader(node.expression)) {
    return node.arguments.slice(0, 1).map((argument) => made(argument, from, 'lazy', []));
  }
  return [];
}

function made(
  specifier: ts.Node,
  from: string,
  kind: ImportKind,
  names: readonly string[],
): SourceImport {
  const text = ts.isStringLiteralLike(specifier) ? specifier.text : specifier.getText();
  if (!text.startsWith('.')) return { kind, target: packageOf(text), names };
  const path = relative(ROOT, resolve(ROOT, normalize(join(dirname(from), text))));
  // `import()` names the compiled file, as Node wants it
  const target = `${path.replaceAll('\\', '/').replace(/\.js$/, '')}.ts`;
  return { kind, target, names };
}

function kindOf({ importClause }: ts.ImportDeclaration): ImportKind {
  if (importClause === undefined) return 'load';
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return 'type';
  const { name, namedBindings } = importClause;
  if (name !== undefined || namedBindings === undefined) return 'load';
  if (ts.isNamespaceImport(namedBindings)) return 'load';
  return namedBindings.elements.every(({ isTypeOnly }) => isTypeOnly) ? 'type' : 'load';
}

function boundNames({ importClause }: ts.ImportDeclaration): readonly string[] {
  const bindings = importClause?.namedBindings;
  if (bindings === undefined || !ts.isNamedImports(bindings)) return [];
  return bindings.elements.map(({ name, propertyName }) => (propertyName ?? name).text);
}

function isLoader(expression: ts.Expression): boolean {
  if (expression.kind === ts.SyntaxKind.ImportKeyword) return true;
  return ts.isIdentifier(expression) && expression.text === 'require';
}

function packageOf(specifier: string): string {
  const depth = specifier.startsWith('@') ? 2 : 1;
  return specifier.startsWith('node:') ? specifier : specifier.split('/').slice(0, depth).join('/');
}
