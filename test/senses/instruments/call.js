// The call on the page: the element's, or what a page of its own has put into `globalThis.calls`.
{
  const { senses } = globalThis;
  let host = null;

  /** The element, wherever it has been moved since. */
  senses.host = () => (host ??= document.querySelector('p2p-video-call'));

  senses.call = () => senses.host()?.call ?? globalThis.calls?.at(-1) ?? null;

  /** Gives the call another device of this kind, or the same once more where there is no other. */
  senses.switchDevice = async (kind) => {
    const call = senses.call();
    const [track] = call.localStream
      .getTracks()
      .filter((candidate) => kind.startsWith(candidate.kind));
    const { deviceId } = track.getSettings();
    // Without the focus, Firefox does not answer.
    const devices = document.hasFocus() ? await navigator.mediaDevices.enumerateDevices() : [];
    const others = devices.filter((device) => device.kind === kind && device.deviceId !== deviceId);
    await call.switchDevice(kind, others.at(-1)?.deviceId ?? deviceId);
  };

  /** Takes the element out and puts it back in one task. */
  senses.move = () => {
    const element = senses.host();
    element.remove();
    document.body.append(element);
  };

  senses.moveIntoFrame = async () => {
    const frame = document.createElement('iframe');
    frame.style.cssText = 'width: 800px; height: 600px';
    const isLoaded = new Promise((resolve) => frame.addEventListener('load', resolve));
    document.body.prepend(frame);
    await isLoaded;
    frame.contentDocument.body.append(senses.host());
  };

  senses.moveIntoWindow = () => {
    const view = window.open('', '', 'popup,width=800,height=600');
    senses.windows.push(view);
    view.document.body.append(senses.host());
  };
}
