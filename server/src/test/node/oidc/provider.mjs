// A certified OpenID Connect provider with one client, for the tests of signing in. Anybody may sign in under any name.
// Usage: node provider.mjs --redirect http://127.0.0.1:PORT/v1/oidc/callback
// Prints one JSON object a line: {"issuer": "..."} when it listens, {"asked": "/path"} for each request.
import { createServer } from "node:http";
import { parseArgs } from "node:util";
import Provider from "oidc-provider";

const { values } = parseArgs({ options: { redirect: { type: "string" } } });
const say = (object) => process.stdout.write(JSON.stringify(object) + "\n");

const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: "parvis",
        client_secret: "the-clients-secret-of-the-test",
        redirect_uris: [values.redirect],
        response_types: ["code"],
        grant_types: ["authorization_code"],
      },
    ],
    pkce: { required: () => true },
    cookies: { keys: ["a key of this test's cookies"] },
    features: { devInteractions: { enabled: true } },
    findAccount: (context, id) => ({ accountId: id, claims: async () => ({ sub: id }) }),
  });
  const answer = provider.callback();
  server.on("request", (request, response) => {
    say({ asked: new URL(request.url, issuer).pathname });
    answer(request, response);
  });
  say({ issuer });
});
