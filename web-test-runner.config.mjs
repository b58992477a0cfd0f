import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { findChromium } from './scripts/ensure-chromium.mjs';
import { browserSummaryReporter } from './scripts/test/browser-summary-reporter.mjs';
import { failuresAsText } from './scripts/test/failures-as-text.mjs';
import { localGateway } from './scripts/test/local-gateway.mjs';
import { socketIoServer } from './scripts/test/socket-io-server.mjs';

const summaryFile = process.env.TEST_SUMMARY_FILE;

/**
 * The examples import the package by its name; here that means the sources, so that no build is needed. Socket.IO's
 * browser file is the one that its own server hands out.
 */
const importMap = {
  name: 'import-map',
  resolveImport({ source }) {
    const imports = {
      'p2p-video-call/core': '/src/core.ts',
      'p2p-video-call/testing': '/src/testing.ts',
      'socket.io-client': '/node_modules/socket.io-client/dist/socket.io.esm.min.js',
    };
    return imports[source];
  },
};

export default {
  files: ['test/**/*.test.ts'],
  nodeResolve: true,
  hostname: '127.0.0.1',
  // Many tests wait for a connection, or for one to be given up: two cores have time for three.
  concurrency: 3,
  plugins: [
    importMap,
    esbuildPlugin({
      ts: true,
      tsconfig: fileURLToPath(new URL('./tsconfig.json', import.meta.url)),
    }),
    socketIoServer(),
    localGateway(),
    failuresAsText(),
  ],
  reporters: [
    defaultReporter({ reportTestProgress: process.stdout.isTTY }),
    ...(summaryFile ? [browserSummaryReporter(summaryFile)] : []),
  ],
  browsers: [
    chromeLauncher({
      launchOptions: {
        executablePath: findChromium(),
        args: [
          // Chromium refuses to run as root with its sandbox, and CI containers are root.
          '--no-sandbox',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
          // The address bar's suggestions have pages of their own, in each window.
          '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup',
          '--use-fake-device-for-media-stream',
          '--use-fake-ui-for-media-stream',
          '--autoplay-policy=no-user-gesture-required',
        ],
      },
    }),
  ],
  // Of the errors that nobody catches, each of which is logged, those that a test throws on purpose are no news.
  filterBrowserLogs: ({ args: [first] }) =>
    !/^(Lit is in dev mode|Error: thrown by |An error was thrown in a Promise outside a test)/.test(
      first?.stack ?? first,
    ),
  // On a slow machine, beside the rig, a file takes many times as long as alone. These end only what hangs.
  testsStartTimeout: 120_000,
  testsFinishTimeout: 900_000,
  testFramework: { config: { timeout: 60_000 } },
};
