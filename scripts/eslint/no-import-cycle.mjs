import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import ts from 'typescript';

/** The `.ts` file that a relative import means; `null` for packages and files that are not TypeScript. */
function resolveImport(fromFile, specifier) {
  if (!specifier.startsWith('.')) return null;
  const path = resolve(dirname(fromFile), specifier).replace(/\.js$/, '.ts');
  return path.endsWith('.ts') && existsSync(path) ? path : null;
}

/** Everything `file` imports or re-exports, type imports included. */
function importsOf(file) {
  return ts
    .preProcessFile(readFileSync(file, 'utf8'), true, true)
    .importedFiles.map(({ fileName }) => resolveImport(file, fileName))
    .filter((path) => path !== null);
}

/** The shortest way along imports from `start` to `goal`, both included; `null` if there is none. */
function findPath(start, goal) {
  const cameFrom = new Map([[start, null]]);
  const queue = [start];
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    if (file === goal) {
      const path = [];
      for (let step = file; step !== null; step = cameFrom.get(step)) path.unshift(step);
      return path;
    }
    for (const next of importsOf(file)) {
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, file);
      queue.push(next);
    }
  }
  return null;
}

/**
 * Import cycles, type imports counted: two files that need each other's types are one idea in two places.
 * (`import-x/no-cycle` leaves type imports out and has no option to count them.)
 */
export const noImportCycle = {
  meta: {
    type: 'problem',
    docs: { description: 'Forbid import cycles, type imports included.' },
    messages: { cycle: 'This import closes a cycle: {{path}}.' },
    schema: [],
  },
  create(context) {
    const file = context.filename;
    const check = (node) => {
      if (!node.source) return;
      const imported = resolveImport(file, node.source.value);
      const path = imported && findPath(imported, file);
      if (!path) return;
      const names = [file, ...path].map((step) => relative(context.cwd, step));
      context.report({ node: node.source, messageId: 'cycle', data: { path: names.join(' → ') } });
    };
    return {
      ImportDeclaration: check,
      ExportAllDeclaration: check,
      ExportNamedDeclaration: check,
    };
  },
};
