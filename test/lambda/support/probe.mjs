import { connect } from './client.mjs';
import { manage } from './management-request.mjs';

/** Sends 20 messages at once and gives how many arrived, each counted once. */
async function countArrivals(from, to, targetId) {
  for (let i = 0; i < 20; i++) from.request(targetId, i);
  const arrived = new Set();
  while (arrived.size < 20) arrived.add((await to.next()).message);
  return arrived.size;
}

/**
 * Asks an API Gateway WebSocket API with the relay behind it, real or emulated, what it does in 18 situations.
 *
 * @param {{url: string, managementUrl: string, region: string, credentials: object}} gateway - the endpoint, what
 *   `@connections` hangs on, and what requests to it are signed with
 * @returns what was seen, by situation
 */
export async function probe(gateway) {
  const { url } = gateway;
  const ask = async (method, id, body) => {
    const response = await manage(gateway, method, id, body);
    return { response, status: response.status, type: response.headers.get('x-amzn-errortype') };
  };
  const closeCodeAfter = async (send) => {
    const client = await connect(url);
    send(client.socket);
    return (await client.closed).code;
  };

  const [a, b] = [await connect(url), await connect(url)];
  const seen = {};

  a.send('{"action":"hello"}');
  const idA = (await a.next()).connectionId;
  b.send('{"action":"hello"}');
  const idB = (await b.next()).connectionId;
  seen['1 who am I'] = typeof idA === 'string' && typeof idB === 'string' && idA !== idB;
  seen['2 empty message'] = (await a.whoAmI()) === idA;
  a.request(idB, { x: 1 });
  seen['3 relay: the target gets'] = await b.next();
  seen['4 relay: the sender gets'] = (await a.whoAmI()) === idA ? 'nothing' : 'something';
  a.request('AAAAAAAAAAAAAAA=', 1);
  seen['5 unknown id'] = (await a.next()).error.code;
  a.send('throw');
  seen['6 handler throws'] = (await a.next()).message;
  seen['7 binary frame'] = await closeCodeAfter((socket) => socket.send(Buffer.from('x')));
  seen['8 frame of 40 KB'] = await closeCodeAfter((socket) => socket.send('x'.repeat(40_000)));
  seen['9 message of 200 KB'] = await closeCodeAfter((socket) => socket.send('x'.repeat(200_000)));
  const got = await ask('GET', idB);
  seen['10 GET'] = [got.status, Object.keys(await got.response.json())];
  const posted = await ask('POST', idB, 'posted');
  seen['11 POST'] = [posted.status, await b.nextText()];
  seen['12 POST of 200 KB'] = (await ask('POST', idB, 'x'.repeat(200_000))).status;
  const leaver = await connect(url);
  const goneId = await leaver.whoAmI();
  await leaver.close();
  const gone = await ask('POST', goneId, 'x');
  seen['13 POST to a gone id'] = [gone.status, gone.type];
  const removed = await connect(url);
  const { status } = await ask('DELETE', await removed.whoAmI());
  seen['14 DELETE'] = [status, (await removed.closed).code];
  seen['15 twenty at once'] = await countArrivals(a, b, idB);
  const deflating = await connect(url, { perMessageDeflate: true });
  seen['16 permessage-deflate'] = deflating.socket.extensions;
  seen['17 plain GET'] = (await fetch(url.replace(/^ws/, 'http'))).status;
  seen['18 twenty more'] = await countArrivals(a, b, idB);

  await Promise.all([a, b, deflating].map((client) => client.close()));
  return { seen, idA };
}
