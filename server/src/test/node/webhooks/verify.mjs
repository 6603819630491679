// Reads {secret, headers, body} as JSON from standard input; ends with 0 when the library takes the webhook for genuine.
import { readFileSync } from "node:fs";
import { Webhook } from "standardwebhooks";

const { secret, headers, body } = JSON.parse(readFileSync(0, "utf8"));
try {
  console.log(JSON.stringify(new Webhook(secret).verify(body, headers)));
} catch (error) {
  console.log(error.message);
  process.exit(1);
}
