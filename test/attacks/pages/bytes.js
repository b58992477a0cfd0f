const INTERVAL_MS = 20;

/** The sum of one figure over all statistics of a type. */
export async function bytesOf(connection, type, figure) {
  let sum = 0;
  const report = connection ? await statsOf(connection) : new Map();
  for (const stats of report.values()) if (stats.type === type) sum += stats[figure] ?? 0;
  return sum;
}

/** Firefox 153 never answers if the connection is closed meanwhile. */
function statsOf(connection) {
  return new Promise((resolve, reject) => {
    const timer = setInterval(() => {
      if (connection.signalingState === 'closed') finish(new Map());
    }, INTERVAL_MS);
    const finish = (report) => {
      clearInterval(timer);
      resolve(report);
    };
    connection.getStats().then(finish, reject);
  });
}
