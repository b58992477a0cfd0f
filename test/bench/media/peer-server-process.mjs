// PeerJS's own server, in the namespace of the internet.
import { once } from 'node:events';
import { PeerServer } from 'peer';
import { serve } from '../../rig/support/remote.mjs';

const [host] = process.argv.slice(2);
let server = null;

serve({
  start: () =>
    new Promise((resolve) => {
      PeerServer({ port: 0, host }, (listening) => {
        server = listening;
        resolve({ host, port: server.address().port });
      });
    }),
  close: async () => {
    server?.close();
    server?.closeAllConnections();
    if (server?.listening) await once(server, 'close');
  },
});
