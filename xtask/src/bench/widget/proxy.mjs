// Stands before the local runtime as a network of servers would before the
// deployed worker: the runtime compresses nothing. Files as a build would
// compress them ahead (brotli, quality 11), answers as they go by (quality 4).

import http from "node:http";
import { brotliCompressSync, constants } from "node:zlib";

const packed = new Map();

/** Brotli; a file that was seen before is not compressed anew. */
const compress = (path, body) => {
  const quality = path.startsWith("/v1/") ? 4 : 11;
  const known = packed.get(path);
  if (known?.body.equals(body)) return known.brotli;
  const brotli = brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } });
  packed.set(path, { body, brotli });
  return brotli;
};

/** What an answer would weigh at best: brotli, quality 11. */
export const best = (part) => {
  const [, { body }] = [...packed].find(([path]) => path.includes(part)) ?? [0, { body: Buffer.alloc(0) }];
  return brotliCompressSync(body).length;
};

/** Listens on `port`, before the worker on `behind`. */
export const listen = (port, behind) => {
  const agent = new http.Agent({ keepAlive: true });
  const server = http.createServer((request, response) => {
    const { "accept-encoding": accepted = "", ...headers } = request.headers;
    headers.host = `localhost:${behind}`;
    const passed = http.request({ port: behind, agent, method: request.method, path: request.url, headers }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => {
        let body = Buffer.concat(parts);
        const { "transfer-encoding": _, connection: __, "content-length": ___, ...told } = answer.headers;
        const worth = /javascript|wasm|json|css|html/.test(told["content-type"] ?? "") && body.length > 200;
        if (worth && /\bbr\b/.test(accepted) && !told["content-encoding"]) {
          body = compress(request.url, body);
          told["content-encoding"] = "br";
        }
        response.writeHead(answer.statusCode, { ...told, "content-length": body.length });
        response.end(body);
      });
    });
    passed.on("error", () => response.destroy());
    request.pipe(passed);
  });
  server.keepAliveTimeout = 60_000;
  return new Promise((done) => server.listen(port, "127.0.0.1", () => done(server)));
};
