import { expect } from '@open-wc/testing';
import { CodecChoice, lighterCodec } from '../../../src/call/quality/codec-choice.js';
import {
  orderCodecs,
  ownCodec,
  preferCodec,
  preferredCodec,
} from '../../../src/call/quality/video-codecs.js';

const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36';
const ANDROID = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/156.0.0.0 Mobile';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0';
const FIREFOX_ANDROID = 'Mozilla/5.0 (Android 15; Mobile; rv:160.0) Gecko/160.0 Firefox/160.0';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 Safari';
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/27.2';

const codec = (name: string, sdpFmtpLine?: string) => ({
  mimeType: `video/${name}`,
  clockRate: 90_000,
  ...(sdpFmtpLine !== undefined && { sdpFmtpLine }),
});

describe('the order of the codecs of video', () => {
  it('goes by the platform', () => {
    const chromium = (userAgent: string, platform: string) => ({
      userAgent,
      userAgentData: { platform },
    });
    for (const [agent, preferred, own] of [
      [chromium(CHROME, 'Windows'), 'video/AV1', undefined],
      [chromium(CHROME, 'Linux'), 'video/AV1', undefined],
      [chromium(ANDROID, 'Android'), 'video/H264', 'video/H264'],
      // A tablet says that it is none, unless one looks here.
      [chromium(CHROME, 'Android'), 'video/H264', 'video/H264'],
      [{ userAgent: FIREFOX }, undefined, undefined],
      [{ userAgent: FIREFOX_ANDROID }, 'video/H264', 'video/H264'],
      [{ userAgent: IPHONE }, 'video/H264', 'video/H264'],
      [{ userAgent: MAC }, undefined, undefined],
    ] as const) {
      expect(preferredCodec(agent), JSON.stringify(agent)).to.equal(preferred);
      expect(ownCodec(agent), JSON.stringify(agent)).to.equal(own);
    }
  });

  it('leaves none out, and the others as they were', () => {
    const [vp8, rtx, high, base, av1] = [
      codec('VP8'),
      codec('rtx'),
      codec('H264', 'profile-level-id=640c1f'),
      codec('H264', 'profile-level-id=42e01f'),
      codec('AV1'),
    ] as const;
    const all = [vp8, rtx, high, base, av1];
    expect(orderCodecs(all, 'video/H264')).to.deep.equal([high, base, vp8, rtx, av1]);
    expect(orderCodecs(all, 'video/VP9')).to.deep.equal(all);
    expect(orderCodecs(all, undefined)).to.deep.equal(all);
  });

  describe('in an offer', () => {
    let connection: RTCPeerConnection;

    beforeEach(() => (connection = new RTCPeerConnection()));
    afterEach(() => connection.close());

    async function describedCodecs(transceiver: RTCRtpTransceiver): Promise<string[]> {
      expect(connection.getTransceivers()).to.include(transceiver);
      const { sdp = '' } = await connection.createOffer();
      const [, list = ''] = /^m=video \S+ \S+ (.*)\r$/m.exec(sdp) ?? [];
      return list.split(' ').map((each) => {
        const [, name] = new RegExp(`^a=rtpmap:${each} (.*)\r$`, 'm').exec(sdp) ?? [];
        return name ?? each;
      });
    }

    it('begins with the preferred one, and has all the others', async () => {
      const transceiver = connection.addTransceiver('video');
      const before = await describedCodecs(transceiver);
      preferCodec(transceiver);
      const after = await describedCodecs(transceiver);
      expect(after[0]).to.equal('AV1/90000');
      expect([...after].sort()).to.deep.equal([...before].sort());
    });

    it('is as it was where the browser refuses or can not', async () => {
      const transceiver = connection.addTransceiver('video');
      const before = await describedCodecs(transceiver);
      for (const setCodecPreferences of [
        undefined,
        () => {
          throw new DOMException('No.', 'InvalidModificationError');
        },
      ]) {
        Object.assign(transceiver, { setCodecPreferences });
        preferCodec(transceiver);
        expect(await describedCodecs(transceiver)).to.deep.equal(before);
      }
    });
  });
});

describe('a codec that costs the processor less', () => {
  const parameters = (names: readonly string[], chosen?: string) =>
    ({
      codecs: names.map((name) => codec(name)),
      encodings: [chosen === undefined ? {} : { codec: codec(chosen) }],
    }) as unknown as RTCRtpSendParameters;

  it('is one that both sides can', () => {
    for (const [names, chosen, lighter] of [
      [['AV1', 'rtx', 'VP8', 'H264'], undefined, 'video/H264'],
      [['AV1', 'VP8'], undefined, 'video/VP8'],
      [['AV1', 'VP8'], 'VP8', null],
      [['VP8', 'H264'], undefined, 'video/H264'],
      [['AV1', 'VP8', 'H264'], 'H264', null],
      [['H264', 'VP8'], undefined, null],
      [['VP9', 'rtx'], undefined, null],
      [[], undefined, null],
    ] as const) {
      expect(lighterCodec(parameters(names, chosen)), names.join()).to.equal(lighter);
    }
  });

  it('is chosen when the processor was too slow for some time, and given up after two minutes', () => {
    const choice = new CodecChoice();
    const at = (atMs: number, isLimited: boolean) => {
      const isChosen = choice.plan.codec !== undefined;
      choice.next(atMs, isLimited, isChosen ? null : 'video/H264');
      return choice.plan.codec;
    };
    expect(at(0, true)).to.equal(undefined);
    expect(at(5_000, false)).to.equal(undefined);
    expect(at(6_000, true)).to.equal(undefined);
    expect(at(11_600, true)).to.equal(undefined);
    expect(at(12_000, true)).to.equal('video/H264');
    expect(at(131_600, false)).to.equal('video/H264');
    expect(at(132_000, true)).to.equal(undefined);
    expect(at(132_400, true)).to.equal(undefined);
    expect(at(138_000, true)).to.equal(undefined);
    expect(at(138_400, true)).to.equal('video/H264');
  });

  it('is not chosen where there is none', () => {
    const choice = new CodecChoice();
    for (let atMs = 0; atMs < 20_000; atMs += 400) choice.next(atMs, true, null);
    expect(choice.plan).to.deep.equal({});
  });
});
