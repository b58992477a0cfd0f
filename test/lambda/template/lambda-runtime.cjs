// Stands in for Lambda's Node.js runtime, in a process of its own: requires the file of a function, and invokes its handler with
// each event that it is sent. Results go back as JSON, which is how Lambda passes them on.
const [, , file, name] = process.argv;
const handler = require(file)[name];

process.on('message', async ({ event }) => {
  try {
    const result = JSON.stringify(await handler(event, {}));
    process.send({ result: result === undefined ? null : JSON.parse(result) });
  } catch (error) {
    process.send({ error: { name: error.name, message: error.message } });
  }
});
