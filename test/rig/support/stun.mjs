import { randomBytes } from 'node:crypto';
import { once } from 'node:events';

// https://www.rfc-editor.org/rfc/rfc8489
const BINDING_REQUEST = 0x0001;
const BINDING_RESPONSE = 0x0101;
const MAGIC_COOKIE = 0x2112a442;
const XOR_MAPPED_ADDRESS = 0x0020;
const HEADER_LENGTH = 20;
/** The address family: IPv4, the only one in the rig. */
const PORT_OFFSET = 2;
const ADDRESS_OFFSET = 4;

const RETRANSMIT_MS = 200;

/**
 * Asks a STUN server at which address it sees this socket.
 *
 * @param {import('node:dgram').Socket} socket
 * @returns {Promise<string | null>} `address:port`, or `null` if there is no answer within `timeoutMs`
 */
export async function mappedAddress(socket, { address, port }, timeoutMs) {
  const transaction = randomBytes(12);
  const request = bindingRequest(transaction);
  const send = () => socket.send(request, port, address);
  const timer = setInterval(send, RETRANSMIT_MS);
  const deadline = AbortSignal.timeout(timeoutMs);
  send();
  try {
    while (true) {
      const [message] = await once(socket, 'message', { signal: deadline });
      if (isResponse(message, transaction)) return readMappedAddress(message);
    }
  } catch (error) {
    if (error.name === 'AbortError') return null;
    throw error;
  } finally {
    clearInterval(timer);
  }
}

function bindingRequest(transaction) {
  const header = Buffer.alloc(8);
  header.writeUInt16BE(BINDING_REQUEST, 0);
  header.writeUInt32BE(MAGIC_COOKIE, 4);
  return Buffer.concat([header, transaction]);
}

function isResponse(message, transaction) {
  return (
    message.length >= HEADER_LENGTH &&
    message.readUInt16BE(0) === BINDING_RESPONSE &&
    message.subarray(8, HEADER_LENGTH).equals(transaction)
  );
}

function readMappedAddress(message) {
  for (let offset = HEADER_LENGTH; offset < message.length;) {
    const type = message.readUInt16BE(offset);
    const length = message.readUInt16BE(offset + 2);
    const value = message.subarray(offset + 4, offset + 4 + length);
    if (type === XOR_MAPPED_ADDRESS) {
      const port = value.readUInt16BE(PORT_OFFSET) ^ (MAGIC_COOKIE >>> 16);
      const address = (value.readUInt32BE(ADDRESS_OFFSET) ^ MAGIC_COOKIE) >>> 0;
      return `${dotted(address)}:${port}`;
    }
    offset += 4 + length + ((4 - (length % 4)) % 4);
  }
  throw new Error('The STUN server answered without an address.');
}

function dotted(address) {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff).join('.');
}
