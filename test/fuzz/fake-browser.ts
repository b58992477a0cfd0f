/** What a call may not touch before it is answered, and what went wrong without a caller to tell. */
export interface Touched {
  connections: number;
  certificates: number;
  devices: number;
  readonly errors: unknown[];
}

/**
 * As much of a browser as a call needs that rings, in Node. Everything else is counted and refused: to reach it is what the
 * walk is looking for.
 */
export function installFakeBrowser(): Touched {
  const touched: Touched = { connections: 0, certificates: 0, devices: 0, errors: [] };
  class RTCPeerConnection {
    static generateCertificate(): Promise<never> {
      touched.certificates += 1;
      return Promise.reject(new Error('No certificate is needed here.'));
    }

    constructor() {
      touched.connections += 1;
      throw new Error('No connection is needed here.');
    }
  }
  class MediaStream extends EventTarget {
    getTracks = (): readonly never[] => [];
    getAudioTracks = this.getTracks;
    getVideoTracks = this.getTracks;
  }
  const reportError = (error: unknown) => touched.errors.push(error);
  Object.assign(globalThis, { RTCPeerConnection, MediaStream, reportError });
  const navigator = { mediaDevices: fakeDevices(touched), language: 'en' };
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
  return touched;
}

/** Devices that count who asks for them. */
function fakeDevices(touched: Touched): Pick<MediaDevices, 'getUserMedia' | 'enumerateDevices'> {
  const refuse = (): Promise<never> => {
    touched.devices += 1;
    return Promise.reject(new Error('No device is needed here.'));
  };
  return { getUserMedia: refuse, enumerateDevices: refuse };
}
