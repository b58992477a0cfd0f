// sessionStorage belongs to one tab, survives a reload and, unlike IndexedDB, can be written while the page unloads.
export const PROGRESS_KEY = 'p2p-video-call';
