import type { ViewKit } from '../frame/view.js';

export const chatIcons = ({ icon }: Pick<ViewKit, 'icon'>) => ({
  chat: icon('M4 4h16v12h-9l-5 4v-4H4zM8 9h8M8 12h5'),
  send: icon('M4 12L20 5l-4 15-4-6zM12 14l8-9'),
  attach: icon('M20 11l-8 8a5 5 0 0 1-7-7l8-8a3.5 3.5 0 0 1 5 5l-8 8a2 2 0 0 1-3-3l7-7'),
  file: icon('M6 3h8l4 4v14H6zM14 3v4h4'),
  down: icon('M12 5v14M6 13l6 6 6-6'),
});
