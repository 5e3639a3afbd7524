// The server of telegram-test-api on a port, mended where it differs from the platform.
const TelegramServer = require("telegram-test-api");

const server = new TelegramServer({ host: "127.0.0.1", port: Number(process.argv[2]) });
const json = server.webServer.response.json;

server.webServer.response.json = function (body) {
  const told = body && body.result;
  if (told && told.username) told.is_bot = true; // it leaves this out of getMe
  if (told && told.date) told.date = Math.floor(told.date / 1000); // it counts milliseconds
  return json.call(this, body);
};

server.start();
