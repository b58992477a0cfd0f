// Runs in the page, beside axe-core: looks at the screen that is shown.

/** WCAG 2.2 AA, and what axe-core calls good practice. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * axe-core knows a background only where nothing lies over anything. So colours are judged with all that is on the screen
 * one below the other, on one colour at a time: that of a white or a black picture, or either end of a gradient.
 */
const FLAT = `
  .root, .root :not(svg, svg *, video, .unseen, .aside, .badge) {
    position: static !important;
    inset: auto !important;
    float: none !important;
    height: auto !important;
    max-height: none !important;
    min-height: 0 !important;
    margin: 0 !important;
    transform: none !important;
    container-type: normal !important;
  }
  :host { display: block !important; height: auto !important; max-height: none !important; aspect-ratio: auto !important; }
  .root { display: block !important; background: var(--backdrop) !important; }
  :is(.over, .panel, .chat, .chat-log) { display: block !important; }
  video, .tile { display: none !important; }
`;

const flat = new CSSStyleSheet();
flat.replaceSync(FLAT);

/** The worst that can be behind what is written. A picture may be of any colour. */
function backdrops() {
  const root = globalThis.root.querySelector('.root');
  const { width } = root.getBoundingClientRect();
  const pictures = [...globalThis.root.querySelectorAll('video')];
  const large = pictures.find(
    (video) =>
      video.checkVisibility({ opacityProperty: true }) &&
      getComputedStyle(video).position === 'absolute' &&
      video.offsetWidth > width / 2,
  );
  const own = ['var(--_surface)', 'color-mix(in srgb, var(--_accent) 10%, var(--_surface))'];
  if (!large) return matchMedia('(forced-colors: active)').matches ? own.slice(1) : own;
  const [, brightness = '1'] = /brightness\((.*)\)/.exec(getComputedStyle(large).filter) ?? [];
  return ['#000', `color-mix(in srgb, #fff ${Number(brightness) * 100}%, #000)`];
}

/** With colours of the system, the text has its colour when it is painted: `getComputedStyle()` has that of the style sheet. */
function forceText() {
  if (!matchMedia('(forced-colors: active)').matches) return () => {};
  const all = [...globalThis.root.querySelectorAll('.root *')].filter(
    (node) => getComputedStyle(node).forcedColorAdjust === 'auto' && node.style,
  );
  for (const node of all) node.style.setProperty('color', 'CanvasText', 'important');
  return () => all.forEach((node) => node.style.removeProperty('color'));
}

async function run(options) {
  const result = await globalThis.axe.run(document, {
    ...options,
    resultTypes: ['violations', 'incomplete'],
    elementRef: true,
    preload: false,
  });
  const say = ({ id, help, nodes }) =>
    nodes.flatMap(({ target, any, all, none }) => {
      const checks = [...any, ...all, ...none];
      // An arrow, for example, which is an icon but for its way of being drawn.
      if (checks.some(({ data }) => data?.messageKey === 'nonBmp')) return [];
      const [reason] = checks.map(({ message }) => message);
      return `${id}: ${[target].flat(2).at(-1)}: ${reason ?? help}`;
    });
  return {
    violations: result.violations.flatMap(say),
    incomplete: result.incomplete.flatMap(say),
  };
}

/** What is wrong with the screen, but for its colours. */
globalThis.judgeStructure = async () => {
  const { violations } = await run({
    runOnly: { type: 'tag', values: TAGS },
    rules: { 'color-contrast': { enabled: false } },
  });
  return [...violations, ...emptyPictures()];
};

/** A video without a picture is read out as “Unable to play media”. */
function emptyPictures() {
  return [...globalThis.root.querySelectorAll('video:not([data-on])')]
    .filter((video) => video.checkVisibility() && video.ariaHidden !== 'true')
    .map(({ className }) => `${className} is there for ears, and shows nothing`);
}

/** An icon is to be told from what is behind it, 3 to 1 (WCAG 1.4.11); axe-core looks at text alone. */
function faintIcons() {
  const icons = [...globalThis.root.querySelectorAll('svg')].filter(
    (icon) => icon.checkVisibility() && !icon.closest(':disabled, [aria-disabled=true], .qr'),
  );
  return icons.flatMap((icon) => {
    const backgrounds = [];
    for (let node = icon.parentElement; node; node = node.parentElement) {
      backgrounds.unshift(getComputedStyle(node).backgroundColor);
    }
    const contrast = contrastOf(backgrounds, getComputedStyle(icon).color);
    const { className, part } = icon.parentElement;
    return contrast < 3 ? [`icon in ${part} ${className}: ${contrast.toFixed(2)}`] : [];
  });
}

const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });

/** Of a colour on top of others, each of which may let those below it through. */
function contrastOf(backgrounds, colour) {
  const luminances = [backgrounds, [...backgrounds, colour]].map((layers) => {
    for (const layer of layers) {
      canvas.fillStyle = layer;
      canvas.fillRect(0, 0, 1, 1);
    }
    // https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
    const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  });
  return (Math.max(...luminances) + 0.05) / (Math.min(...luminances) + 0.05);
}

/** An input without anything in it has no text to be judged. */
function fillIn() {
  const empty = [...globalThis.root.querySelectorAll('input:not([type]), textarea')].filter(
    (input) => input.value === '',
  );
  for (const input of empty) input.value = 'x';
  return () => empty.forEach((input) => (input.value = ''));
}

/**
 * What can't be read for its colours, or of which axe-core can't tell.
 *
 * @param isWhole `false`: on one of the colours that may be behind it
 */
globalThis.judgeColours = async (isWhole = true) => {
  const { adoptedStyleSheets } = globalThis.root;
  const { style } = globalThis.root.querySelector('.root');
  const found = new Set();
  const all = backdrops();
  globalThis.root.adoptedStyleSheets = [...adoptedStyleSheets, flat];
  const restore = [forceText(), fillIn()];
  for (const backdrop of isWhole ? all : all.slice(-1)) {
    style.setProperty('--backdrop', backdrop);
    const { violations, incomplete } = await run({ runOnly: ['color-contrast'] });
    const faint = isWhole ? faintIcons() : [];
    for (const one of [...violations, ...incomplete, ...faint])
      found.add(`${one} (on ${backdrop})`);
  }
  style.removeProperty('--backdrop');
  for (const undo of restore) undo();
  globalThis.root.adoptedStyleSheets = adoptedStyleSheets;
  return [...found];
};
