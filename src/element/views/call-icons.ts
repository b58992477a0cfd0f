import type { ViewKit } from './view.js';

const LOCK = 'M5 11h14v10H5zM8 11V7a4 4 0 0 1 8 0';

/** Those that only a call needs. */
export const callIcons = ({ icon }: ViewKit) => ({
  flip: icon('M4 9a9 9 0 0 1 16-1V3M20 8h-5M20 15a9 9 0 0 1-16 1v5M4 16h5', 'flip'),
  lock: icon(`${LOCK}v4M12 15v2`, 'lock'),
  lockChecked: icon(`${LOCK}v4M9 16l2 2 4-4`, 'lock-checked'),
  lockOff: icon(`${LOCK}M4 4l16 16`, 'lock-off'),
  lockOpen: icon(LOCK, 'lock-open'),
  muted: icon('M9 6a3 3 0 0 1 6 0v5a3 3 0 0 1-6 0zM5 11a7 7 0 0 0 14 0M12 18v3M4 4l16 16', 'muted'),
  screen: icon('M4 4h16l2 2v9l-2 2H4l-2-2V6zM8 21h8M12 14V7M9 10l3-3 3 3', 'screen'),
  sound: icon('M4 9v6h3l5 4V5L7 9zM16 9a4 4 0 0 1 0 6M18 6a8 8 0 0 1 0 12', 'sound'),
  voice: icon('M4 11v2M8 8v8M12 4v16M16 8v8M20 11v2', 'voice'),
  /** Three bars of growing height; those above `count` are mere dots. */
  bars: (count: number) =>
    icon(
      [4, 9, 15].map((height, i) => `M${6 + i * 6} 20v-${i < count ? height : 0}`).join(''),
      `quality-${count}`,
    ),
});

export type CallIcons = ReturnType<typeof callIcons>;
