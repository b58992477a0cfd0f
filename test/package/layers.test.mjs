import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { ROOT } from './support.mjs';

const LAYER_RULES = [
  'import-x/no-restricted-paths',
  'import-x/no-default-export',
  'local/no-import-cycle',
  'no-restricted-imports',
  'no-restricted-syntax',
  'no-console',
];

// Without types: the rules here need none, and loading them takes longer than all of these tests.
const eslint = new ESLint({
  cwd: ROOT,
  overrideConfig: [tseslint.configs.disableTypeChecked],
  ruleFilter: ({ ruleId }) => LAYER_RULES.includes(ruleId),
});

/** The rules that `code` breaks if it stands in `file`. */
async function violations(file, code) {
  const [{ messages }] = await eslint.lintText(code, { filePath: file });
  return messages.map(({ ruleId, message }) => ruleId ?? message);
}

const LAYERS = 'import-x/no-restricted-paths';
const PACKAGES = 'no-restricted-imports';

const FORBIDDEN = [
  ['src/internal/new.ts', '../signaling/signaling-client.js', LAYERS],
  ['src/internal/new.ts', 'lit', PACKAGES],
  ['src/signaling/new.ts', '../call/terms/call-state.js', LAYERS],
  ['src/signaling/new.ts', '../link/link.js', LAYERS],
  ['src/signaling/new.ts', './api-gateway/wire-protocol.js', LAYERS],
  ['src/signaling/new.ts', './memory/memory-network.js', LAYERS],
  ['src/signaling/memory/new.ts', '../api-gateway/wire-protocol.js', LAYERS],
  ['src/signaling/api-gateway/new.ts', '../memory/memory-network.js', LAYERS],
  ['src/signaling/memory/seeded-random.ts', '../../internal/utf8.js', LAYERS],
  ['src/signaling/api-gateway/wire-protocol.ts', '../../internal/utf8.js', LAYERS],
  ['src/link/new.ts', '../call/terms/call-state.js', LAYERS],
  ['src/link/new.ts', '../signaling/reconnect-policy.js', LAYERS],
  ['src/link/new.ts', '../signaling/api-gateway/wire-protocol.js', LAYERS],
  ['src/call/new.ts', '../element/p2p-video-call.js', LAYERS],
  ['src/call/new.ts', '../signaling/api-gateway/wire-protocol.js', LAYERS],
  ['src/call/new.ts', '../core.js', LAYERS],
  ['src/call/new.ts', 'lit', PACKAGES],
  ['src/call/terms/new.ts', '../media/local-media.js', LAYERS],
  ['src/call/terms/new.ts', '../peer-call.js', LAYERS],
  ['src/call/resume/new.ts', '../media/local-media.js', LAYERS],
  ['src/call/diagnosis/new.ts', '../connection/heartbeat.js', LAYERS],
  ['src/call/media/new.ts', '../diagnosis/candidate-log.js', LAYERS],
  ['src/call/media/new.ts', '../connection/heartbeat.js', LAYERS],
  ['src/call/connection/new.ts', '../incoming/call-registry.js', LAYERS],
  ['src/call/connection/new.ts', '../call-session.js', LAYERS],
  ['src/call/incoming/new.ts', '../media/local-media.js', LAYERS],
  ['src/call/incoming/new.ts', '../call-lifecycle.js', LAYERS],
  ['src/element/icons.ts', './call-phase.js', LAYERS],
  ['src/element/styles/new.ts', '../icons.js', LAYERS],
  ['src/element/texts/new.ts', '../controllers/host/call-host.js', LAYERS],
  ['src/element/controllers/new.ts', '../views/frame/view.js', LAYERS],
  ['src/element/controllers/call/new.ts', '../chat/chat-log.js', LAYERS],
  ['src/element/controllers/host/new.ts', '../call/call-controller.js', LAYERS],
  ['src/element/views/chat/new.ts', '../call/toolbar.js', LAYERS],
  ['src/element/views/frame/new.ts', '../start/idle.js', LAYERS],
  ['src/element/views/new.ts', '../styles/stage.styles.js', LAYERS],
  ['src/element/views/new.ts', '../p2p-video-call.js', LAYERS],
  ['src/element/new.ts', '../link/link.js', LAYERS],
  ['src/element/new.ts', '../core.js', LAYERS],
  ['src/element/new.ts', 'ws', PACKAGES],
  ['src/core.ts', './element/p2p-video-call.js', LAYERS],
  ['src/core.ts', 'lit', PACKAGES],
  ['src/testing.ts', './call/peer-call.js', LAYERS],
  ['src/new.ts', '../lambda/relay.js', LAYERS],
  ['lambda/relay.ts', './failure-name.js', LAYERS],
  ['lambda/relay.ts', '@aws-sdk/client-apigatewaymanagementapi', PACKAGES],
  ['lambda/relay.ts', 'node:crypto', PACKAGES],
  ['lambda/new.ts', '../src/internal/utf8.js', LAYERS],
  ['lambda/new.ts', '../src/core.js', LAYERS],
  ['lambda/new.ts', './dev/arguments.js', LAYERS],
  ['lambda/new.ts', './local-gateway/connection.js', LAYERS],
  ['lambda/handler.ts', '../src/signaling/memory/seeded-random.js', LAYERS],
  ['lambda/rooms/new.ts', '../handler.js', LAYERS],
  ['lambda/rooms/new.ts', '../../src/core.js', LAYERS],
  ['lambda/turn/new.ts', '../management-api.js', LAYERS],
  ['lambda/new.ts', './template/parse-template.js', LAYERS],
  ['lambda/template/new.ts', '../relay.js', LAYERS],
  ['lambda/template/new.ts', '../local-gateway/json.js', LAYERS],
  ['lambda/template/new.ts', '../../src/internal/utf8.js', LAYERS],
  ['lambda/new.ts', './door/door.js', LAYERS],
  ['lambda/aws/new.ts', '../service.js', LAYERS],
  ['lambda/door/new.ts', '../service.js', LAYERS],
  ['lambda/door/new.ts', '../../src/core.js', LAYERS],
  ['lambda/local-gateway/new.ts', '../relay.js', LAYERS],
  ['lambda/local-gateway/new.ts', '../dev/arguments.js', LAYERS],
  ['lambda/local-gateway/new.ts', '../../src/internal/utf8.js', LAYERS],
  ['lambda/dev/new.ts', '../relay.js', LAYERS],
  ['lambda/dev/deploy/new.ts', '../commands.js', LAYERS],
  ['lambda/dev/deploy/new.ts', '../../local-gateway/local-gateway.js', LAYERS],
  ['lambda/dev/new.ts', '../../src/signaling/api-gateway/wire-protocol.js', LAYERS],
  ['examples/new.js', '../src/core.js', PACKAGES],
];

const ALLOWED = [
  ['src/signaling/new.ts', '../internal/utf8.js'],
  ['src/signaling/api-gateway/new.ts', '../signaling-client.js'],
  ['src/link/new.ts', '../signaling/signaling-client.js'],
  ['src/call/new.ts', '../link/link.js'],
  ['src/call/new.ts', '../signaling/signaling-client.js'],
  ['src/call/incoming/new.ts', '../connection/sdp-guard.js'],
  ['src/call/connection/new.ts', '../media/local-media.js'],
  ['src/call/connection/new.ts', '../diagnosis/candidate-log.js'],
  ['src/call/connection/new.ts', '../resume/call-storage.js'],
  ['src/call/media/new.ts', '../terms/call-error.js'],
  ['src/element/new.ts', './controllers/call/call-controller.js'],
  ['src/element/controllers/new.ts', '../texts/strings.js'],
  ['src/element/views/new.ts', '../controllers/call/call-controller.js'],
  ['src/element/new.ts', '../signaling/api-gateway/api-gateway-signaling-client.js'],
  ['src/element/new.ts', 'lit/directives/ref.js'],
  ['src/core.ts', './call/peer-call.js'],
  ['lambda/relay.ts', '../src/signaling/api-gateway/wire-protocol.js'],
  ['lambda/new.ts', 'node:crypto'],
  ['lambda/rooms/new.ts', '../service.js'],
  ['lambda/turn/new.ts', '../../src/signaling/api-gateway/wire-protocol.js'],
  ['lambda/door/new.ts', '../failure-name.js'],
  ['lambda/door/new.ts', '../aws/client-limits.js'],
  ['lambda/turn/new.ts', '../aws/ssm.js'],
  ['lambda/dev/new.ts', '../local-gateway/local-gateway.js'],
  ['lambda/dev/deploy/new.ts', '../command-error.js'],
  ['lambda/dev/deploy/site/new.ts', '../../content-types.js'],
  ['lambda/dev/new.ts', '../template/parse-template.js'],
  ['lambda/local-gateway/new.ts', '../template/parse-template.js'],
  ['lambda/local-gateway/new.ts', '../../src/signaling/memory/seeded-random.js'],
];

describe('lint: the layers', () => {
  for (const [file, imported, rule] of FORBIDDEN) {
    it(`${file} may not import ${imported}`, async () => {
      assert.deepEqual(await violations(file, `import '${imported}';`), [rule]);
      if (!file.endsWith('.ts')) return;
      assert.deepEqual(await violations(file, `import type { Some } from '${imported}';`), [rule]);
    });
  }

  for (const [file, imported] of ALLOWED) {
    it(`${file} may import ${imported}`, async () => {
      assert.deepEqual(await violations(file, `import '${imported}';`), []);
    });
  }
});

describe('lint: the house rules', () => {
  it('counts type imports as part of a cycle', async () => {
    const cycle = `import type { CallOptions } from './call-options.js';`;
    assert.deepEqual(
      await violations('src/internal/clock.ts', cycle.replace('./', '../call/terms/')),
      [LAYERS, 'local/no-import-cycle'],
    );
    assert.deepEqual(await violations('src/call/terms/call-events.ts', cycle), []);
  });

  it('wants named exports', async () => {
    const code = 'export default class {}';
    for (const file of ['src/call/new.ts', 'lambda/new.ts']) {
      assert.deepEqual(await violations(file, code), ['import-x/no-default-export']);
    }
  });

  it('wants the library silent', async () => {
    assert.deepEqual(await violations('src/call/new.ts', 'console.log(1);'), ['no-console']);
    assert.deepEqual(await violations('lambda/new.ts', 'console.log(1);'), []);
  });

  for (const code of [
    'it.only("x", () => {});',
    'it.skip("x", () => {});',
    'describe.only("x", () => {});',
    'test.todo("x");',
    'xit("x", () => {});',
    'it("x", { skip: true }, () => {});',
    'it("x", function () { this.skip(); });',
  ]) {
    it(`forbids ${code} in tests`, async () => {
      for (const file of ['test/call/new.test.ts', 'test/lambda/new.test.mjs']) {
        assert.deepEqual(await violations(file, code), ['no-restricted-syntax']);
      }
    });
  }
});
