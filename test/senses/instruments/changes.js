// What pages do to the element while it is in a call.
{
  const { senses } = globalThis;
  const QUALITIES = ['excellent', 'good', 'poor'];

  const CHANGES = [
    async (element) => {
      await element.toggleMicrophone(false);
      await element.toggleMicrophone(true);
    },
    (element, number) => (element.strings = { label: `Call number ${number}` }),
    // A language that the element does not speak: its words stay, all else is as at a change.
    (element, number) => (document.documentElement.lang = number % 2 ? 'it' : 'en'),
    (element, number) => element.setAttribute('peer-id', `address-${number}`),
    ({ call }, number) => {
      const quality = QUALITIES[number % QUALITIES.length];
      Object.defineProperty(call, 'quality', { configurable: true, get: () => quality });
      call.dispatchEvent(Object.assign(new Event('qualitychange'), { quality }));
    },
  ];

  /** Makes the change of this number, and waits until it is on the screen. */
  senses.change = async (number) => {
    const element = senses.host();
    await CHANGES[number % CHANGES.length](element, number);
    await element.updateComplete;
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  };
}
