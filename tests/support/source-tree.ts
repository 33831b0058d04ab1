import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { parse } from '@babel/parser';

/** A file as the rules of the house see it: what it imports, how long its functions are, and which names it uses. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  readonly functions: readonly FunctionShape[];
  readonly uses: readonly Use[];
  readonly classes: readonly string[];
  /** Nothing but `export … from`. */
  readonly isBarrel: boolean;
}

/** `from` is a path inside the tree for our own files, else the name as written. */
export interface Import {
  readonly from: string;
  readonly names: readonly string[];
  readonly typeOnly: boolean;
  readonly line: number;
}

/** `name` is null for a callback; `parameters` counts them as written. */
export interface FunctionShape {
  readonly name: string | null;
  readonly line: number;
  readonly lines: number;
  readonly parameters: number;
}

/** A name of the outside world as the code reaches for it: `process.env`, `new Date()`, `fetch()`, `any`. */
export interface Use {
  readonly what: string;
  readonly line: number;
}

interface Node {
  readonly type: string;
  readonly loc: { readonly start: { readonly line: number }; readonly end: { readonly line: number } };
  readonly [key: string]: unknown;
}

/** Reads the TypeScript files below `folders` of `root`; paths are relative to `root` and use `/`. */
export function readSources(root: string, folders: readonly string[]): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
      .sort()
      .map((path) => readSource(path, readFileSync(join(root, path), 'utf8'))),
  );
}

export function readSource(path: string, text: string): Source {
  const { program } = parse(text, { sourceType: 'module', plugins: path.endsWith('x') ? ['typescript', 'jsx'] : ['typescript'] });
  const body = nodesIn(program.body);
  const seen = { imports: [] as Import[], functions: [] as FunctionShape[], uses: [] as Use[], classes: [] as string[] };
  for (const node of body) visit(node, null, (found, parent) => note(seen, path, found, parent));
  const isBarrel = body.length > 0 && body.every((node) => /^Export(All|Named)/.test(node.type) && node['source'] != null);
  return { path, text, lines: text.trimEnd().split('\n').length, ...seen, isBarrel };
}

type Seen = { imports: Import[]; functions: FunctionShape[]; uses: Use[]; classes: string[] };

function note(seen: Seen, path: string, node: Node, parent: Node | null): void {
  const line = node.loc.start.line;
  const imported = importOf(path, node);
  if (imported) seen.imports.push(imported);
  if (isFunction(node)) seen.functions.push(shapeOf(node, parent));
  const used = useOf(node);
  if (used) seen.uses.push({ what: used, line });
  const className = node.type === 'ClassDeclaration' && nameOf(node['id']);
  if (className) seen.classes.push(className);
}

function importOf(path: string, node: Node): Import | null {
  const source = asNode(node['source'] ?? (node.type === 'TSImportType' ? node['argument'] : null));
  const from = source?.type === 'StringLiteral' ? source['value'] : null;
  if (typeof from !== 'string' || !/^(Import|ExportAll|ExportNamed|TSImport)/.test(node.type)) return null;
  const specifiers = nodesIn(node['specifiers']);
  const inner = specifiers.filter((specifier) => specifier['importKind'] === 'type' || specifier['exportKind'] === 'type');
  const whole = node['importKind'] === 'type' || node['exportKind'] === 'type' || node.type === 'TSImportType';
  return {
    from: from.startsWith('.') ? normalize(join(dirname(path), from)).replaceAll('\\', '/') : from,
    names: specifiers.map((specifier) => nameOf(specifier['imported']) ?? 'default'),
    typeOnly: whole || (specifiers.length > 0 && inner.length === specifiers.length),
    line: node.loc.start.line,
  };
}

const isFunction = (node: Node): boolean =>
  /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression|ObjectMethod|ClassMethod|ClassPrivateMethod)$/.test(
    node.type,
  );

function shapeOf(node: Node, parent: Node | null): FunctionShape {
  const holder =
    parent && /^(VariableDeclarator|ObjectProperty|ClassProperty|ClassPrivateProperty)$/.test(parent.type) ? parent : null;
  const { start, end } = node.loc;
  return {
    name: nameOf(node['id']) ?? nameOf(node['key']) ?? nameOf(holder?.['id'] ?? holder?.['key']),
    line: start.line,
    lines: end.line - start.line + 1,
    parameters: nodesIn(node['params']).filter((parameter) => parameter['name'] !== 'this').length,
  };
}

function useOf(node: Node): string | null {
  const callee = nameOf(node['callee']);
  const hasArguments = nodesIn(node['arguments']).length > 0;
  switch (node.type) {
    case 'TSAnyKeyword':
      return 'any';
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return memberOf(node);
    case 'NewExpression':
      return callee && !hasArguments ? `new ${callee}()` : null;
    case 'CallExpression':
      return callee && `${callee}()`;
    default:
      return null;
  }
}

function memberOf(node: Node): string | null {
  const object = nameOf(node['object']);
  const property = nameOf(node['property']);
  return object && property && `${object}.${property}`;
}

/** The name an identifier, a private name or a literal key carries. */
function nameOf(value: unknown): string | null {
  const node = asNode(value);
  if (node?.type === 'PrivateName') return nameOf(node['id']);
  const name = node?.type === 'Identifier' ? node['name'] : node?.type === 'StringLiteral' ? node['value'] : null;
  return typeof name === 'string' ? name : null;
}

function visit(node: Node, parent: Node | null, see: (node: Node, parent: Node | null) => void): void {
  see(node, parent);
  for (const value of Object.values(node)) {
    const children = Array.isArray(value) ? nodesIn(value) : [asNode(value)];
    for (const child of children) if (child && child.type !== 'File') visit(child, node, see);
  }
}

const nodesIn = (value: unknown): Node[] => (Array.isArray(value) ? value.flatMap((item) => asNode(item) ?? []) : []);

function asNode(value: unknown): Node | null {
  return typeof value === 'object' && value !== null && 'type' in value && 'loc' in value ? (value as Node) : null;
}
