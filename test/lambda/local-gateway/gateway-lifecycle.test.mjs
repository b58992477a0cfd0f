import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import net from 'node:net';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createLocalGateway } from '../../../dist/local-gateway.mjs';
import { connect, refusalOf } from '../support/client.mjs';
import { COMMAND_HANDLER, startCommandGateway, startGateway } from '../support/gateway.mjs';

const FIXTURE = (name) => new URL(`../fixtures/${name}`, import.meta.url);

describe('several gateways', () => {
  test('live in one process and know nothing of each other', async (t) => {
    const first = await startGateway(t, { stage: 'one' });
    const second = await startGateway(t, { stage: 'two' });
    const [a, b] = [await first.connect(), await first.connect()];
    const [c, d] = [await second.connect(), await second.connect()];
    const [idA, idB, idC, idD] = await Promise.all([a, b, c, d].map((client) => client.whoAmI()));
    a.request(idB, 'in the first');
    c.request(idD, 'in the second');
    assert.deepEqual(await b.next(), { message: 'in the first', from: idA });
    assert.deepEqual(await d.next(), { message: 'in the second', from: idC });
    a.request(idD, 'across');
    assert.equal((await a.next()).error.code, 'peer-unavailable');
  });

  test('give their handlers an environment of their own', async (t) => {
    process.env.OF_THE_HOST = 'yes';
    t.after(() => delete process.env.OF_THE_HOST);
    const { gateway, connect } = await startCommandGateway(t, { environment: { MINE: 'value' } });
    const a = await connect();
    a.send('environment');
    const environment = await a.next();
    assert.equal(environment.MINE, 'value');
    assert.equal(environment.OF_THE_HOST, undefined);
    assert.equal(environment.AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI, gateway.managementUrl);
  });
});

describe('on a server of somebody else', () => {
  async function startHost(t) {
    const server = createServer((request, response) => response.end(`host ${request.url}`));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const sockets = [];
    server.on('connection', (socket) => sockets.push(socket));
    t.after(async () => {
      server.close();
      // This runs before the gateway closes, whose sockets the server still counts as its own.
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    });
    const url = `http://127.0.0.1:${server.address().port}`;
    const textOf = async (path) => (await fetch(`${url}${path}`)).text();
    return { server, url, textOf };
  }

  test('it takes its stage, and leaves the rest', async (t) => {
    const { server, url, textOf } = await startHost(t);
    const { gateway } = await startGateway(t, { server, stage: 'relay' });
    assert.equal(gateway.url, `${url.replace('http', 'ws')}/relay`);
    assert.equal(gateway.managementUrl, `${url}/relay`);
    assert.equal(await textOf('/'), 'host /');
    assert.equal(await textOf('/relayed'), 'host /relayed');
    assert.equal((await fetch(gateway.managementUrl)).status, 426);
    const [a, b] = [await connect(gateway.url), await connect(gateway.url)];
    const [idA, idB] = [await a.whoAmI(), await b.whoAmI()];
    a.request(idB, 1);
    assert.deepEqual(await b.next(), { message: 1, from: idA });
    await assert.rejects(connect(`${url.replace('http', 'ws')}/other`));
  });

  test('it gives everything back when it is closed', async (t) => {
    const { server, textOf } = await startHost(t);
    const gateway = await createLocalGateway({ server, stage: 'relay', handler: COMMAND_HANDLER });
    const a = await connect(gateway.url);
    await gateway.close();
    await a.closed;
    assert.equal(await textOf('/relay'), 'host /relay');
    await assert.rejects(connect(gateway.url));
    assert.ok(server.listening);
  });

  test('two of them share a port', async (t) => {
    const { server, textOf } = await startHost(t);
    const one = await createLocalGateway({ server, stage: 'one' });
    const two = await startGateway(t, { server, stage: 'two' });
    const a = await connect(one.url);
    const b = await two.connect();
    assert.notEqual(await a.whoAmI(), await b.whoAmI());
    await one.close();
    assert.notEqual(await b.whoAmI(), undefined);
    assert.equal(await textOf('/one'), 'host /one');
  });

  test('it wants the server to listen', async () => {
    await assert.rejects(createLocalGateway({ server: createServer() }), /listen\(\)/);
  });
});

describe('starting', () => {
  test('fails if the handler can not be loaded', async () => {
    for (const name of ['missing.mjs', 'no-handler.mjs', 'broken-handler.mjs']) {
      await assert.rejects(
        createLocalGateway({ handler: FIXTURE(name), onLog: () => {} }),
        /could not/,
      );
    }
  });

  test('fails if the port is taken', async (t) => {
    const { gateway } = await startCommandGateway(t);
    await assert.rejects(createLocalGateway({ port: gateway.port }), { code: 'EADDRINUSE' });
  });

  test('fails if the stage is no path', async () => {
    for (const stage of ['', 'a/b', '../x', 'ü']) {
      await assert.rejects(createLocalGateway({ stage }), TypeError);
    }
  });

  test('refuses a client at another path', async (t) => {
    const { gateway } = await startCommandGateway(t);
    const { host } = new URL(gateway.url);
    assert.equal(await refusalOf(`ws://${host}/`), 403);
    assert.equal(await refusalOf(`ws://${host}/other`), 403);
    assert.equal(await refusalOf(`${gateway.url}/deeper`), 403);
  });
});

describe('closing', () => {
  test('drops the clients and frees the port', async (t) => {
    const gateway = await createLocalGateway({ handler: COMMAND_HANDLER });
    const a = await connect(gateway.url);
    a.send('hang');
    await gateway.close();
    await a.closed;
    const next = await startCommandGateway(t, { port: gateway.port });
    assert.equal(next.gateway.port, gateway.port);
  });

  test('does not wait for a client that never hangs up', async () => {
    const gateway = await createLocalGateway({ handler: COMMAND_HANDLER });
    const socket = net.connect({ port: gateway.port, host: '127.0.0.1', allowHalfOpen: true });
    socket.on('error', () => {});
    socket.write(
      'GET /other HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    );
    const [answer] = await once(socket, 'data');
    assert.match(String(answer), /^HTTP\/1.1 403 /);
    await gateway.close();
    socket.destroy();
  });

  test('in the middle of a handshake ends it', async (t) => {
    const gateway = await createLocalGateway({
      handler: COMMAND_HANDLER,
      routes: { $connect: {} },
      onLog: () => {},
    });
    // A server that never answers, so that $connect never returns.
    const silent = createServer(() => {});
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    t.after(() => {
      silent.close();
      silent.closeAllConnections();
    });
    const asked = once(silent, 'request');
    const url = encodeURIComponent(`http://127.0.0.1:${silent.address().port}/`);
    const attempt = assert.rejects(connect(`${gateway.url}?ask=${url}`));
    await asked;
    await gateway.close();
    await attempt;
  });

  test('leaves nothing that keeps the process alive', async () => {
    const child = spawn(process.execPath, [fileURLToPath(FIXTURE('open-and-close.mjs'))], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    const [code] = await once(child, 'exit');
    assert.equal(code, 0);
    assert.equal(output, 'relayed\nclosed\n');
  });
});
