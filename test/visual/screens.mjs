/** The pictures that are compared: the scene of test/screenshots, and how it is shown. */
export const SCREENS = [
  { scene: 'idle', colorScheme: 'light' },
  { scene: 'incoming', colorScheme: 'light' },
  { scene: 'calling', colorScheme: 'light' },
  { scene: 'connected', colorScheme: 'light' },
  { scene: 'chat-english', colorScheme: 'light' },
  { scene: 'connected-screen', colorScheme: 'light' },
  { scene: 'reconnecting', colorScheme: 'light' },
  { scene: 'ended-hangup', colorScheme: 'dark' },
];

export const REFERENCES = 'test/visual/references';
