import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import * as lit from 'eslint-plugin-lit';
import * as wc from 'eslint-plugin-wc';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { noImportCycle } from './scripts/eslint/no-import-cycle.mjs';

const SIGNALING_CONTRACT = [
  './signaling/signaling-client.ts',
  './signaling/signaling-error.ts',
  './signaling/signaling-events.ts',
];
const WIRE_PROTOCOL = './signaling/api-gateway/wire-protocol.ts';

/** A layer of src, and all it may import from src. */
function layer(target, allowed) {
  return {
    target,
    from: './src',
    except: allowed,
    message: `Layers: ${target} may import ${allowed.join(', ') || 'nothing'} from src.`,
  };
}

const LAYERS = [
  layer('./src/internal', ['./internal']),
  layer('./src/signaling', ['./internal', './signaling']),
  {
    target: './src/signaling/*.ts',
    from: './src/signaling/api-gateway',
    message: 'Layers: the signaling contract knows no transport.',
  },
  layer(`./src/${WIRE_PROTOCOL.slice(2)}`, []),
  layer('./src/link', ['./internal', ...SIGNALING_CONTRACT, './link']),
  layer('./src/call', ['./internal', ...SIGNALING_CONTRACT, './link', './call']),
  layer('./src/element', ['./internal', './signaling', './call', './element']),
  layer('./src/core.ts', ['./internal', './signaling', './call']),
  layer('./src/testing.ts', ['./internal', './signaling']),
  layer('./src/index.ts', ['./core.ts', './element']),
  { target: './src', from: ['./lambda', './test', './examples', './scripts'] },
  layer('./lambda', [WIRE_PROTOCOL]),
  {
    target: './lambda/relay.ts',
    from: './lambda',
    message: 'Layers: the relay rules stand alone.',
  },
];

/** Forbids every import whose specifier matches, type imports included. */
function noImportOf(regex, message) {
  return { 'no-restricted-imports': ['error', { patterns: [{ regex, message }] }] };
}

const FOCUSED_OR_SKIPPED = [
  'MemberExpression[object.name=/^(describe|context|it|test|suite)$/][property.name=/^(only|skip|todo)$/]',
  'CallExpression[callee.name=/^(xit|xdescribe|xcontext|fit|fdescribe)$/]',
  'CallExpression[callee.object.type="ThisExpression"][callee.property.name="skip"]',
  'CallExpression[callee.object.name="t"][callee.property.name=/^(skip|todo)$/]',
  'CallExpression[callee.name=/^(describe|it|test|suite)$/] > ObjectExpression > Property[key.name=/^(only|skip|todo)$/]',
];

export default defineConfig(
  globalIgnores(['dist', 'build', 'coverage', 'test/package/fixtures']),
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { 'import-x': importX, local: { rules: { 'no-import-cycle': noImportCycle } } },
    settings: {
      'import-x/resolver-next': [createTypeScriptImportResolver({ project: './tsconfig.json' })],
    },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-constant-condition': ['error', { checkLoops: 'allExceptWhileTrue' }],
      'no-debugger': 'error',
      'no-dupe-keys': 'error',
      'no-else-return': 'error',
      'no-fallthrough': 'error',
      'no-self-compare': 'error',
      'no-unreachable': 'error',
      'no-unsafe-finally': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'import-x/no-restricted-paths': ['error', { zones: LAYERS }],
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      'local/no-import-cycle': 'error',
      'import-x/no-default-export': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      // `async` without `await` turns a throw into the rejection that the signature promises.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'no-console': 'error',
      ...noImportOf('^[^.]', 'The library has no runtime dependency; lit belongs to src/element.'),
    },
  },
  {
    files: ['src/element/**/*.ts'],
    extends: [lit.configs['flat/recommended'], wc.configs['flat/best-practice']],
    rules: noImportOf(
      '^(?!lit(/|$))[^.]',
      'The element imports lit and this project, nothing else.',
    ),
  },
  {
    files: ['lambda/relay.ts'],
    rules: noImportOf('^[^.]', 'The relay rules stand alone: no AWS SDK, no Node.'),
  },
  {
    files: ['examples/**'],
    rules: noImportOf('/(src|lambda|test)/', 'Examples are to be copied: import p2p-video-call.'),
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      // chai's assertions are properties
      '@typescript-eslint/no-unused-expressions': 'off',
      // @open-wc/testing types every `equal` as if it compared markup, which takes time
      '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: ['Equal'] }],
    },
  },
  {
    files: ['test/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...FOCUSED_OR_SKIPPED.map((selector) => ({
          selector,
          message: 'Every test runs, always.',
        })),
      ],
    },
  },
);
