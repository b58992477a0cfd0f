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
  './signaling/room.ts',
  './signaling/room-events.ts',
];
const WIRE_PROTOCOL = './signaling/api-gateway/wire-protocol.ts';
const SEEDED_RANDOM = './signaling/memory/seeded-random.ts';

/** What every folder of the element may use: small files that know none of them. */
const ELEMENT_BASICS = ['element-events', 'icons', 'display-id', 'call-phase', 'page-error'];
const ELEMENT_BASIC_FILES = ELEMENT_BASICS.map((name) => `./${name}.ts`);

/** A layer of src, and all it may import from src. */
function layer(target, allowed) {
  return {
    target,
    from: './src',
    except: allowed,
    message: `Layers: ${target} may import ${allowed.join(', ') || 'nothing'} from src.`,
  };
}

/** A folder within a layer, and which of its neighbours it may import. */
function room(layerFolder, name, neighbours) {
  return {
    target: `${layerFolder}/${name}`,
    from: layerFolder,
    except: [`./${name}`, ...neighbours],
    message: `Layers: in ${layerFolder}, ${name} may import ${neighbours.join(', ') || 'nothing'}.`,
  };
}

const controllers = (name, neighbours) => room('./src/element/controllers', name, neighbours);
const views = (name, neighbours) => room('./src/element/views', name, ['./frame', ...neighbours]);

const CALL_ROOMS = [
  room('./src/call', 'meeting', ['./incoming', './terms']),
  room('./src/call', 'incoming', ['./connection', './terms']),
  room('./src/call', 'files', ['./terms']),
  room('./src/call', 'connection', ['./media', './quality', './diagnosis', './resume', './terms']),
  room('./src/call', 'network-check', ['./connection', './diagnosis', './terms']),
  room('./src/call', 'quality', ['./media', './terms']),
  room('./src/call', 'media', ['./terms']),
  room('./src/call', 'diagnosis', ['./terms']),
  room('./src/call', 'resume', ['./terms']),
  room('./src/call', 'verification', ['./terms']),
  room('./src/call', 'terms', []),
];

const ELEMENT_ROOMS = [
  room('./src/element', 'views', ['./controllers', './texts', ...ELEMENT_BASIC_FILES]),
  room('./src/element', 'controllers', ['./texts', ...ELEMENT_BASIC_FILES]),
  room('./src/element', 'texts', ELEMENT_BASIC_FILES),
  room('./src/element', 'styles', []),
  ...ELEMENT_BASICS.map((name) => room('./src/element', `${name}.ts`, [])),
];

/** The folders of the controllers by what they are for, and which neighbours each may import. */
const CONTROLLER_ROOMS = [
  controllers('activity', ['./call', './host', './page']),
  controllers('call', ['./host']),
  controllers('captions', ['./host']),
  controllers('chat', ['./host']),
  controllers('devices', ['./call', './host']),
  controllers('figures', ['./call', './host']),
  controllers('files', ['./chat', './host', './screen']),
  controllers('host', []),
  controllers('meeting', ['./call', './devices', './host']),
  controllers('page', ['./host']),
  controllers('recording', ['./files/save-file.ts', './host']),
  controllers('ringing', ['./host']),
  controllers('screen', ['./call', './host']),
];

/** The same for the templates. */
const VIEW_ROOMS = [
  views('after', ['./figures', './recording']),
  views('call', ['./chat', './figures']),
  views('captions', []),
  views('chat', []),
  views('devices', ['./call', './start']),
  views('figures', ['./verification']),
  views('meeting', []),
  views('recording', []),
  views('start', []),
  views('verification', []),
  room('./src/element/views', 'frame', []),
];

const SIGNALING_ROOMS = [
  {
    target: './src/signaling/*.ts',
    from: ['./src/signaling/api-gateway', './src/signaling/memory'],
    message: 'Layers: the signaling contract knows no transport.',
  },
  { target: './src/signaling/api-gateway', from: './src/signaling/memory' },
  { target: './src/signaling/memory', from: './src/signaling/api-gateway' },
];

/** A service of the relay, in a folder of its own: it knows the seam, and no other service. */
function service(name) {
  const shared = ['./service.ts', './relay.ts', './failure-name.ts', './aws'];
  return [
    {
      target: `./lambda/${name}`,
      from: './lambda',
      except: [`./${name}`, ...shared],
      message: `Layers: lambda/${name} may import ${shared.join(', ')} from lambda.`,
    },
    layer(`./lambda/${name}`, [WIRE_PROTOCOL]),
  ];
}

/** What every command may use: small files that know no command. */
const COMMAND_BASICS = ['aws-region', 'command', 'command-error', 'content-types'].map(
  (name) => `./dev/${name}.ts`,
);

/** How settings have to look that both a command and the function read. They import nothing. */
const GRAMMARS = ['./turn/turn-grammar.ts', './door/origin-grammar.ts'];

const LAMBDA_ROOMS = [
  ...service('rooms'),
  ...service('turn'),
  {
    target: './lambda/relay.ts',
    from: './lambda',
    message: 'Layers: the relay rules stand alone.',
  },
  {
    target: './lambda/*.ts',
    from: ['./lambda/dev', './lambda/local-gateway', './lambda/template'],
    message: 'Layers: what runs on AWS knows nothing of the tools around it.',
  },
  {
    target: './lambda/aws',
    from: './lambda',
    except: ['./aws'],
    message: 'Layers: the clients of AWS know nothing of who uses them.',
  },
  {
    target: './lambda/template',
    from: './lambda',
    except: ['./template'],
    message: 'Layers: what reads templates stands alone.',
  },
  {
    target: './lambda/local-gateway',
    from: './lambda',
    except: ['./local-gateway', './template'],
    message:
      'Layers: the local gateway runs the built handler, reads the template, and knows nothing of the command.',
  },
  {
    target: './lambda/dev',
    from: './lambda',
    except: ['./dev', './local-gateway', './template', ...GRAMMARS],
    message: 'Layers: the command knows the local gateway and the template alone.',
  },
  {
    target: './lambda/dev/deploy',
    from: './lambda',
    except: ['./dev/deploy', ...COMMAND_BASICS, ...GRAMMARS],
    message: 'Layers: deploy is loaded by itself, and knows of the commands what a command is.',
  },
  {
    target: './lambda/*.ts',
    from: './lambda/door',
    message: 'Layers: the door is a function of its own; the relay knows what it says, not how.',
  },
  {
    target: './lambda/door',
    from: './lambda',
    except: ['./door', './failure-name.ts', './aws'],
    message: 'Layers: the door is a function of its own.',
  },
  layer('./lambda/*.ts', [WIRE_PROTOCOL]),
  layer('./lambda/aws', []),
  layer('./lambda/template', []),
  layer('./lambda/door', []),
  layer('./lambda/dev', []),
  layer('./lambda/local-gateway', [WIRE_PROTOCOL, SEEDED_RANDOM]),
];

const LAYERS = [
  layer('./src/internal', ['./internal']),
  layer('./src/signaling', ['./internal', './signaling']),
  layer(`./src/${WIRE_PROTOCOL.slice(2)}`, []),
  layer(`./src/${SEEDED_RANDOM.slice(2)}`, []),
  layer('./src/link', ['./internal', ...SIGNALING_CONTRACT, './link']),
  layer('./src/call', ['./internal', ...SIGNALING_CONTRACT, './link', './call']),
  layer('./src/element', ['./internal', './signaling', './call', './element']),
  layer('./src/core.ts', ['./internal', './signaling', './call']),
  layer('./src/testing.ts', ['./internal', './signaling']),
  layer('./src/index.ts', ['./core.ts', './element']),
  { target: './src', from: ['./lambda', './test', './examples', './scripts'] },
  ...SIGNALING_ROOMS,
  ...CALL_ROOMS,
  ...ELEMENT_ROOMS,
  ...CONTROLLER_ROOMS,
  ...VIEW_ROOMS,
  ...LAMBDA_ROOMS,
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
  globalIgnores(['**/dist', 'build', 'coverage', 'test/*/fixtures']),
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
    ignores: ['examples/**'],
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
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
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
    files: ['src/element/views/meeting/qr-code.ts'],
    rules: noImportOf(
      '^(?!lean-qr$)[^.]',
      'This file is where lean-qr is used, which goes into the build.',
    ),
  },
  {
    files: ['lambda/relay.ts'],
    rules: noImportOf('^[^.]', 'The relay rules stand alone: no AWS SDK, no Node.'),
  },
  {
    // Without types: what they import is installed only in their tests, where their own type checkers run.
    files: ['examples/**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommended],
    // Of an element in the page's own HTML.
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
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
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@open-wc/testing',
              importNames: ['waitUntil'],
              message: 'It waits 1 s, which a slow machine may need: use support/until.',
            },
          ],
        },
      ],
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
