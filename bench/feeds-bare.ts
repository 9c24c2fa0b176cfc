// A Node HTTP server that sends some bytes, given by its standard input, and nothing else: what `npm run bench -- feeds`
// compares with. A process of its own; it says on which port it listens.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Sent {
  readonly headers: Record<string, string>;
  /** Of an answer that it is unchanged. */
  readonly unchanged: Record<string, string>;
  /** In base 64. */
  readonly body: string;
}

const chunks: Buffer[] = [];
for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk);
const { headers, unchanged, body } = JSON.parse(Buffer.concat(chunks).toString()) as Sent;
const bytes = Buffer.from(body, 'base64');

const server = createServer((request, response) => {
  if (request.headers['if-none-match'] === headers['etag']) response.writeHead(304, unchanged).end();
  else response.writeHead(200, headers).end(bytes);
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
