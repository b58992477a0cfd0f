import type { ViewKit } from './view.js';

const LOCK = 'M5 11h14v10H5zM8 11V7a4 4 0 0 1 8 0';

/** Those that only a call needs. */
export const callIcons = ({ icon }: ViewKit) => ({
  devices: icon(
    'M4 7h9M19 7h1M4 17h1M11 17h9M13 7a3 3 0 0 1 6 0a3 3 0 0 1-6 0M5 17a3 3 0 0 1 6 0a3 3 0 0 1-6 0',
    'devices',
  ),
  flip: icon('M4 9a9 9 0 0 1 16-1V3M20 8h-5M20 15a9 9 0 0 1-16 1v5M4 16h5', 'flip'),
  lock: icon(`${LOCK}v4M12 15v2`, 'lock'),
  lockChecked: icon(`${LOCK}v4M9 16l2 2 4-4`, 'lock-checked'),
  lockOff: icon(`${LOCK}M4 4l16 16`, 'lock-off'),
  lockOpen: icon(LOCK, 'lock-open'),
  muted: icon('M9 6a3 3 0 0 1 6 0v5a3 3 0 0 1-6 0zM5 11a7 7 0 0 0 14 0M12 18v3M4 4l16 16', 'muted'),
  screen: icon('M4 4h16l2 2v9l-2 2H4l-2-2V6zM8 21h8M12 14V7M9 10l3-3 3 3', 'screen'),
  sound: icon('M4 9v6h3l5 4V5L7 9zM16 9a4 4 0 0 1 0 6M18 6a8 8 0 0 1 0 12', 'sound'),
  voice: icon('M4 11v2M8 8v8M12 4v16M16 8v8M20 11v2', 'voice'),
  eye: icon('M2 12q10-13 20 0-10 13-20 0zM9 12a3 3 0 0 0 6 0 3 3 0 0 0-6 0', 'eye'),
  fullScreen: icon('M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5', 'full-screen'),
  fullScreenOff: icon('M9 4v5H4M20 9h-5V4M15 20v-5h5M4 15h5v5', 'full-screen-off'),
  minus: icon('M5 12h14', 'minus'),
  more: icon('M5 11v2M12 11v2M19 11v2', 'more'),
  move: icon('M12 3v18M3 12h18M9 6l3-3 3 3M9 18l3 3 3-3M6 9l-3 3 3 3M18 9l3 3-3 3', 'move'),
  pip: icon('M5 5h14l2 2v10l-2 2H5l-2-2V7zM12 12h6v4h-6z', 'pip'),
  plus: icon('M12 5v14M5 12h14', 'plus'),
  swap: icon('M7 4L3 8l4 4M3 8h13M17 12l4 4-4 4M21 16H8', 'swap'),
  record: icon('M12 3a9 9 0 1 0 0 18 9 9 0 1 0 0-18M12 9a3 3 0 1 0 0 6 3 3 0 1 0 0-6', 'record'),
  captions: icon('M5 5h14l2 2v10l-2 2H5l-2-2V7zM7 11h4M14 11h3M7 15h2M12 15h5', 'captions'),
  hide: icon('M6 6l12 12M6 18L18 6', 'hide'),
  /** Three bars of growing height; those above `count` are mere dots. */
  bars: (count: number) =>
    icon(
      [4, 9, 15].map((height, i) => `M${6 + i * 6} 20v-${i < count ? height : 0}`).join(''),
      `quality-${count}`,
    ),
});

export type CallIcons = ReturnType<typeof callIcons>;
