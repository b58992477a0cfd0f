import { expect } from '@open-wc/testing';
import {
  readEvidence,
  type CandidateEvidence,
} from '../../../src/call/diagnosis/candidate-evidence.js';
import { CandidateLog } from '../../../src/call/diagnosis/candidate-log.js';
import { until } from '../../support/until.js';

describe('CandidateLog', () => {
  let listeners: AbortController;
  const connections: RTCPeerConnection[] = [];

  function connect(configuration: RTCConfiguration = {}): RTCPeerConnection {
    const connection = new RTCPeerConnection(configuration);
    connections.push(connection);
    return connection;
  }

  function watch(connection: RTCPeerConnection): CandidateLog {
    return new CandidateLog(connection, listeners.signal);
  }

  function read({ evidence }: CandidateLog): CandidateEvidence | null {
    return evidence && readEvidence(evidence);
  }

  beforeEach(() => {
    listeners = new AbortController();
  });

  afterEach(() => {
    listeners.abort();
    for (const connection of connections.splice(0)) connection.close();
  });

  it('knows the candidates of both sides, also those that come after the description', async () => {
    const [caller, callee] = [connect(), connect()];
    const log = watch(caller);
    callee.addEventListener(
      'icecandidate',
      ({ candidate }) => void caller.addIceCandidate(candidate ?? undefined),
    );
    caller.createDataChannel('x');
    await caller.setLocalDescription();
    expect(read(log)?.remote.any).to.equal(false);
    await callee.setRemoteDescription(caller.localDescription as RTCSessionDescription);
    await callee.setLocalDescription();
    const answer = callee.localDescription?.sdp.replace(/a=candidate.*\r\n/g, '') ?? '';
    await caller.setRemoteDescription({ type: 'answer', sdp: answer });
    await until(() => read(log)?.local.any === true && read(log)?.remote.any);
    expect(log.evidence).to.include({ refused: false, relayOnly: false });
  });

  it('knows the servers, the policy, and what has no answer yet', async () => {
    const connection = connect({
      iceServers: [
        { urls: 'stun:stun.example' },
        { urls: ['turn:turn.example', 'turns:turn.example'], username: 'u', credential: 'p' },
      ],
      iceTransportPolicy: 'relay',
    });
    const log = watch(connection);
    expect(log.evidence).to.equal(null);
    connection.createDataChannel('x');
    await connection.setLocalDescription();
    expect(read(log)).to.deep.equal({
      local: { any: false, mapped: false, relayed: false },
      remote: { any: false, mapped: false, relayed: false },
      servers: ['stun:stun.example', 'turn:turn.example', 'turns:turn.example'],
      relayOnly: true,
      refused: false,
      unanswered: true,
    });
  });

  it('has nothing unanswered once all candidates are there', async () => {
    const connection = connect();
    const log = watch(connection);
    connection.createDataChannel('x');
    await connection.setLocalDescription();
    await until(() => connection.iceGatheringState === 'complete');
    expect(log.evidence?.unanswered).to.equal(false);
  });

  it('notes a server that was not reached', async () => {
    const connection = connect({
      // A name that nobody has (RFC 6761).
      iceServers: [{ urls: 'stun:nowhere.invalid' }],
    });
    const log = watch(connection);
    connection.createDataChannel('x');
    await connection.setLocalDescription();
    await until(() => connection.iceGatheringState === 'complete');
    expect(log.evidence).to.include({ unanswered: true, refused: false });
  });

  it('notes a TURN server that refuses, and no STUN server that errs', async () => {
    const connection = connect();
    const log = watch(connection);
    await connection.setLocalDescription();
    connection.dispatchEvent(
      new RTCPeerConnectionIceErrorEvent('icecandidateerror', {
        errorCode: 400,
        url: 'stun:example.test',
      }),
    );
    expect(log.evidence?.refused).to.equal(false);
    connection.dispatchEvent(
      new RTCPeerConnectionIceErrorEvent('icecandidateerror', {
        errorCode: 401,
        url: 'turn:example.test',
      }),
    );
    expect(log.evidence?.refused).to.equal(true);
  });

  it('has nothing to say of a connection that is closed', async () => {
    const connection = connect();
    const log = watch(connection);
    await connection.setLocalDescription();
    expect(log.evidence).not.to.equal(null);
    connection.close();
    expect(log.evidence).to.equal(null);
  });

  it('lets go of the connection with its signal', async () => {
    const connection = connect();
    const log = watch(connection);
    await connection.setLocalDescription();
    listeners.abort();
    connection.dispatchEvent(
      new RTCPeerConnectionIceErrorEvent('icecandidateerror', {
        errorCode: 401,
        url: 'turn:example.test',
      }),
    );
    expect(log.evidence?.refused).to.equal(false);
  });
});
