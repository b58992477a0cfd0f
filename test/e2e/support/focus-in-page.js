// Runs in the page: what has the focus in the element, and how that looks to whoever has no mouse.

const host = () => globalThis.element ?? document.querySelector('p2p-video-call');

/** The part of it, if it is in the element; `page` if it is not. */
globalThis.focused = () => {
  const node = host()?.shadowRoot.activeElement;
  if (!node) return { part: 'page', problems: [] };
  return {
    part: node.part[0] ?? (node.id || node.className),
    name: node.ariaLabel ?? node.labels?.[0]?.textContent.trim() ?? node.textContent.trim(),
    problems: node.tabIndex < 0 && !node.matches('button, [role]') ? [] : problemsOf(node),
  };
};

/** The middle and near the corners: what lies over a part of it leaves the rest to be seen. */
const PLACES = [
  [0.5, 0.5],
  [0.1, 0.1],
  [0.9, 0.1],
  [0.1, 0.9],
  [0.9, 0.9],
];

/** WCAG 2.4.7 (it is seen that it has the focus), 2.4.11 (nothing lies over it), 1.4.10 (it is on the screen). */
function problemsOf(node) {
  const problems = [];
  // What shows the focus of an input may be the frame round it.
  const frames = [node, node.closest('.field'), node.querySelector('.bubble')].filter(Boolean);
  if (!frames.some(hasRing)) problems.push('nothing shows that it has the focus');
  const { left, top, width, height } = node.getBoundingClientRect();
  const isSeenAt = (x, y) => {
    const above = node.getRootNode().elementFromPoint(left + x * width, top + y * height);
    if (above === null) return false;
    // What the user has opened may lie over it: Escape closes that, and leaves the focus where it is.
    return node.contains(above) || above.contains(node) || above.closest('[role=dialog]') !== null;
  };
  const [x, y] = [left + width / 2, top + height / 2];
  if (width < 1 || height < 1) problems.push('it can’t be seen');
  else if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) {
    problems.push('it is off the screen');
  } else if (!PLACES.some(([across, down]) => isSeenAt(across, down))) {
    problems.push('something lies over all of it');
  }
  return problems;
}

function hasRing(node) {
  const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(node);
  const hasOutline = outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
  return (hasOutline && outlineColor !== 'rgba(0, 0, 0, 0)') || /inset/.test(boxShadow);
}
