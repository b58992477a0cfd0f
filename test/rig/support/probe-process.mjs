// A UDP socket in a namespace, to find out what the NAT in front of it does.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { serve } from './remote.mjs';
import { mappedAddress } from './stun.mjs';

const socket = createSocket('udp4');
socket.bind(0);
await once(socket, 'listening');

/** The texts that have arrived, from any sender. */
const texts = new Set();
socket.on('message', (message) => texts.add(message.toString()));

async function untilHeard(text) {
  while (!texts.has(text)) await once(socket, 'message');
}

serve({
  mappedAddress: (server, timeoutMs) => mappedAddress(socket, server, timeoutMs),
  send: (text, address, port) => void socket.send(text, port, address),
  untilHeard,
  async connect(address, port) {
    const connection = connect(port, address);
    await once(connection, 'connect');
    connection.destroy();
  },
  close: () => socket.close(),
});
