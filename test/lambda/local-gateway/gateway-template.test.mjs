import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createLocalGateway } from '../../../dist/local-gateway.mjs';
import { connect } from '../support/client.mjs';
import { startCommandGateway, startGateway, until } from '../support/gateway.mjs';

const DIST = new URL('../../../dist/', import.meta.url);
const TEMPLATE = readFileSync(new URL('../../../lambda/template.yaml', import.meta.url), 'utf8');

let folder;
before(() => (folder = mkdtempSync(join(tmpdir(), 'p2p-video-call-template-'))));
after(() => rmSync(folder, { recursive: true, force: true }));

function templateFile(name, change) {
  const text = change(TEMPLATE);
  assert.notEqual(text, TEMPLATE);
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

const withoutRouteResponse = (text) =>
  text
    .replace(/ {2}DefaultRouteResponse:\n(?: {4}.*\n)+/, '')
    .replace('    DependsOn: DefaultRouteResponse\n', '');

describe('a gateway reads its template', () => {
  test('$disconnect is invoked if there are rooms, and only then', async (t) => {
    for (const [Rooms, invocations] of [
      ['yes', 2],
      ['no', 1],
    ]) {
      const { gateway, connect } = await startCommandGateway(t, { parameters: { Rooms } });
      const client = await connect();
      client.send('say hello');
      await client.nextText();
      await client.close();
      await until(() => gateway.connections.length === 0);
      await until(() => gateway.stats.invocations >= invocations);
      assert.equal(gateway.stats.invocations, invocations, Rooms);
    }
  });

  test('the function gets its environment, with rooms in its memory', async (t) => {
    const template = templateFile('environment.yaml', (text) =>
      text.replace('          TURN_PROVIDER:', '          MINE: yours\n          TURN_PROVIDER:'),
    );
    const handler = join(folder, 'environment.mjs');
    writeFileSync(
      handler,
      'export const handler = () => ({ statusCode: 200, body: JSON.stringify(process.env) });',
    );
    const environment = { ADDED: '1', TURN_PROVIDER: 'coturn' };
    const { connect } = await startGateway(t, { handler, template, environment });
    const client = await connect();
    client.send('');
    const seen = await client.next();
    assert.equal(seen.MINE, 'yours');
    assert.equal(seen.ADDED, '1');
    assert.equal(seen.TURN_PROVIDER, 'coturn', 'what is given wins');
    assert.equal(seen.ROOM_STORE, 'memory');
    assert.equal('ROOMS_TABLE' in seen, false);
    assert.equal('DOOR' in seen, false);
  });

  test('the function knows that there is a door if one is asked here, and only then', async (t) => {
    const handler = join(folder, 'door.mjs');
    writeFileSync(
      handler,
      'export const handler = () => ({ statusCode: 200, body: JSON.stringify({ door: process.env.DOOR }) });',
    );
    const parameters = { AllowedOrigins: 'https://example.com' };
    const authorizer = { handler: new URL('../fixtures/command-authorizer.mjs', import.meta.url) };
    for (const [options, door] of [
      [{ parameters }, undefined],
      [{ parameters, authorizer }, '1'],
      [{ authorizer }, '1'],
    ]) {
      const { gateway } = await startGateway(t, { handler, ...options });
      const client = await connect(`${gateway.url}?do=allow`);
      client.send('');
      assert.deepEqual(await client.next(), door === undefined ? {} : { door });
      await client.close();
    }
  });

  test('the route selection expression too', async (t) => {
    const template = templateFile('selection.yaml', (text) =>
      text
        .replace('$request.body.action', '$request.body.kind')
        .replace(
          '  DisconnectRoute:\n',
          '  SilentRoute:\n    Type: AWS::ApiGatewayV2::Route\n    Properties:\n      ApiId: !Ref Api\n' +
            '      RouteKey: silent\n      Target: !Sub integrations/${Integration}\n  DisconnectRoute:\n',
        ),
    );
    const { connect } = await startGateway(t, { template });
    const client = await connect();
    client.send('{"kind":"silent"}');
    client.send('{"action":"silent"}');
    assert.ok((await client.next()).connectionId);
    assert.ok(await client.whoAmI());
    assert.deepEqual(client.frames, [], 'the first one was answered by nobody');
  });
});

describe('a gateway refuses to start', () => {
  const slips = [
    ['without a route response', withoutRouteResponse, /DefaultRoute: it has no route response/],
    [
      'without a $default route',
      (text) => text.replace('RouteKey: $default', 'RouteKey: $defualt'),
      /There is no route with the key \$default/,
    ],
    [
      'if nothing permits to invoke the function',
      (text) =>
        text.replace('Principal: apigateway.amazonaws.com', 'Principal: lambda.amazonaws.com'),
      /Relay: no AWS::Lambda::Permission lets/,
    ],
    ['if the template is none', () => 'Resources: [', /can't be read as YAML/],
  ];
  for (const [name, change, reason] of slips) {
    test(name, async () => {
      const template = templateFile('slip.yaml', change);
      await assert.rejects(createLocalGateway({ template }), (error) => {
        assert.equal(error.name, 'TemplateError');
        assert.match(error.message, /would not work on AWS, so it is not started here/);
        assert.match(error.message, reason);
        return true;
      });
    });
  }

  test('if CloudFormation would not take the parameters', async () => {
    const parameters = { TurnProvider: 'coturn' };
    await assert.rejects(createLocalGateway({ parameters }), /coturn needs TurnUrls/);
  });

  test('if the template is not there', async () => {
    const template = join(folder, 'nowhere.yaml');
    await assert.rejects(createLocalGateway({ template }), /nowhere\.yaml can't be read/);
  });

  test('and so does the command, in words and without a stack trace', () => {
    const copy = join(folder, 'package');
    mkdirSync(copy);
    const isProgram = (name) => name === 'lambda' || name.endsWith('.mjs');
    for (const name of readdirSync(DIST).filter(isProgram)) {
      cpSync(new URL(name, DIST), join(copy, 'dist', name), { recursive: true });
    }
    writeFileSync(join(copy, 'dist/relay.template.yaml'), withoutRouteResponse(TEMPLATE));
    const command = [join(copy, 'dist/cli.mjs'), 'dev', '--port', '0'];
    const { status, stderr } = spawnSync(process.execPath, command, {
      encoding: 'utf8',
      timeout: 60_000,
    });
    assert.equal(status, 1);
    assert.match(stderr, /^p2p-video-call: The relay would not work on AWS/);
    assert.match(stderr, /DefaultRoute: it has no route response/);
    assert.doesNotMatch(stderr, /^ {4}at /m);
  });

  test('but not with routes that are given, whatever they are', async (t) => {
    const { connect } = await startGateway(t, { routes: { $default: { routeResponse: false } } });
    const client = await connect();
    client.send('');
    await client.close();
    assert.deepEqual(client.frames, []);
  });
});

test('the file that is published has its template beside it', () => {
  const gateway = readFileSync(fileURLToPath(new URL('local-gateway.mjs', DIST)), 'utf8');
  assert.match(gateway, /\.\/relay\.template\.yaml/);
});
