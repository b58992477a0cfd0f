// What can be read, and pressed: the words on the screen, also those that are spoken in place of a sign.
{
  const { senses } = globalThis;

  function* documents(page = document) {
    yield page;
    for (const { contentDocument } of page.querySelectorAll('iframe')) {
      if (contentDocument) yield* documents(contentDocument);
    }
  }

  function* elementsIn(root) {
    for (const element of root.querySelectorAll('*')) {
      yield element;
      if (element.shadowRoot) yield* elementsIn(element.shadowRoot);
    }
  }

  /** All elements of the page, of its frames and of the windows that the test has opened, also those in shadow roots. */
  function* elements() {
    const windows = senses.windows.filter(({ closed }) => !closed);
    for (const root of [document, ...windows.map((view) => view.document)]) {
      for (const page of documents(root)) yield* elementsIn(page);
    }
  }

  const squeeze = (text) => text.replaceAll(/\s+/g, ' ').trim();

  function wordsOf(element) {
    if (['SCRIPT', 'STYLE'].includes(element.tagName)) return '';
    if (element.getAttribute('role') === 'img') return element.getAttribute('aria-label') ?? '';
    const texts = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
    return squeeze(texts.map(({ data }) => data).join(' '));
  }

  /** @returns {string[]} the visible words, one piece for each element that has any */
  senses.words = () =>
    [...elements()]
      .map((element) => [element, wordsOf(element)])
      .filter(([element, words]) => words !== '' && senses.isOnScreen(element))
      .map(([, words]) => words);

  const find = (selector) => [...elements()].find((element) => element.matches(selector));

  /** The text of the first element that matches, visible or not: a screen reader says it all the same. */
  senses.textOf = (selector) => squeeze(find(selector)?.textContent ?? '');

  const labelOf = (button) =>
    squeeze(button.getAttribute('aria-label') ?? button.title) || squeeze(button.textContent);

  /** The button of this name that can be pressed. */
  function findButton(name) {
    const isIt = (element) => element.localName === 'button' && labelOf(element) === name;
    return [...elements()].find(
      (element) => isIt(element) && !element.disabled && senses.isOnScreen(element),
    );
  }

  /** @returns whether there is such a button on the screen */
  senses.press = (name) => {
    const button = findButton(name);
    button?.click();
    return button !== undefined;
  };

  /** What is on the screen at this place, also in shadow roots. */
  function hitAt(x, y) {
    let hit = document.elementFromPoint(x, y);
    while (hit?.shadowRoot) {
      const inner = hit.shadowRoot.elementFromPoint(x, y);
      if (inner === null || inner === hit) break;
      hit = inner;
    }
    return hit;
  }

  /** Where a finger would press the button of this name; `null` where there is none, or something lies over it. */
  senses.placeOf = (name) => {
    const button = findButton(name);
    if (!button) return null;
    button.scrollIntoView({ block: 'nearest' });
    const { x, y, width, height } = button.getBoundingClientRect();
    const place = { x: x + width / 2, y: y + height / 2 };
    return button.contains(hitAt(place.x, place.y)) ? place : null;
  };

  /** Types into a visible field. @returns whether there is one */
  senses.type = (selector, text) => {
    const field = find(selector);
    if (!field || !senses.isOnScreen(field)) return false;
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    return true;
  };

  /** What is wrong with the words on the screen; a list of sentences. */
  senses.reading = ({ words = [], noWords = [], buttons = [], statuses }) => {
    const visible = senses.words();
    const said = senses.textOf('[part=status]');
    return [
      ...words.filter((text) => !visible.includes(text)).map((text) => `does not read “${text}”`),
      ...noWords.filter((text) => visible.includes(text)).map((text) => `reads “${text}”`),
      ...buttons.filter((name) => !findButton(name)).map((name) => `no button “${name}” in reach`),
      ...(statuses?.includes(said) === false ? [`the status says “${said}”`] : []),
    ];
  };
}
