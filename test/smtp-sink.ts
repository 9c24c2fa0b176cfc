// A real mail server that keeps what it is given, and answers as a test wants.
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly mail: ParsedMail;
  readonly raw: string;
}

export class SmtpSink {
  readonly received: Received[] = [];
  /** What it answers to a recipient; null takes them. */
  answer: (recipient: string) => { code: number; text: string } | null = () => null;
  #server: SMTPServer | undefined;
  #port = 0;

  get url(): string {
    return `smtp://127.0.0.1:${this.#port}`;
  }

  /** Begins to listen, again on the same port when it was stopped. */
  async start(): Promise<void> {
    const server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      logger: false,
      onRcptTo: ({ address }, _session, callback) => {
        const answer = this.answer(address);
        callback(answer ? Object.assign(new Error(answer.text), { responseCode: answer.code }) : undefined);
      },
      onData: (stream, session, callback) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const raw = Buffer.concat(chunks);
          const { mailFrom, rcptTo } = session.envelope;
          void simpleParser(raw).then((mail) => {
            const to = rcptTo.map(({ address }) => address);
            this.received.push({ from: mailFrom ? mailFrom.address : '', to, mail, raw: raw.toString('utf8') });
            callback();
          });
        });
      },
    });
    // A client that is stopped hangs up.
    server.on('error', () => undefined);
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (server.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server) await new Promise<void>((resolve) => server.close(resolve));
  }
}
