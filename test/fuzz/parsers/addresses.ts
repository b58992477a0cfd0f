import { readInvite } from '../../../src/call/invite-link.js';
import { isAddressToken, parsePeerAddress } from '../../../src/call/terms/peer-address.js';
import { mutate } from '../../support/mutate.js';
import { picker, wrong, type Target } from '../target.js';

const TOKEN = 'AAAAAAAAAAAAAAAAAAAAAA';
const ADDRESSES = ['L0SM9cOFvHcCIhw=', `L0SM9cOFvHcCIhw=.${TOKEN}`, `a.b.${TOKEN}`, `.${TOKEN}`];
const LINKS = [
  `https://example.com/call#room=${TOKEN}&secret=${TOKEN}`,
  `https://example.com/#secret=${TOKEN}`,
  `https://example.com/?room=a&secret=b#room=c&secret=d&room=e`,
  'data:text/html,x#room=a&secret=b',
  '#room=a&secret=b',
  'https://example.com/#room=%E0%A4%A&secret=%00',
];

/** What a user types or pastes. */
export const peerAddressTarget: Target<string> = {
  name: 'parsePeerAddress',
  make(random) {
    const changed = mutate(picker(random)(ADDRESSES), random);
    return typeof changed === 'string' ? changed : '';
  },
  check(text) {
    const { peerId, token } = parsePeerAddress(text);
    const whole = token === undefined ? peerId : `${peerId}.${token}`;
    if (whole !== text) wrong('not the same address', { text, peerId, token });
    if (text !== '' && peerId === '') wrong('nobody', text);
    if (token !== undefined) isAddressToken(token);
    return token !== undefined;
  },
  leastShare: 0.05,
};

export const inviteLinkTarget: Target<string> = {
  name: 'readInvite',
  make(random) {
    const changed = mutate(picker(random)(LINKS), random);
    return typeof changed === 'string' ? changed : '';
  },
  check(text) {
    const invite = readInvite(text);
    if (invite === null) return false;
    const { room, secret, ...rest } = invite;
    const isText = [room, secret].every((part) => typeof part === 'string' && part !== '');
    if (!isText || Object.keys(rest).length > 0) wrong('not clean', invite);
    return true;
  },
  leastShare: 0.05,
};
