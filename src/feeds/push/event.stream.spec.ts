import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { fastify, type FastifyInstance, type FastifyReply } from 'fastify';
import { readSettings } from '../../platform/config/settings.ts';
import { EventStream } from './event.stream.ts';
import { EventStreams } from './event.streams.ts';

let server: FastifyInstance | undefined;
afterEach(async () => {
  jest.useRealTimers();
  server?.server.closeAllConnections();
  await server?.close();
});

/** A stream to a client that takes nothing until it is asked to. */
async function opened(): Promise<{ stream: EventStream; reply: FastifyReply; response: IncomingMessage }> {
  const { promise, resolve } = Promise.withResolvers<{ reply: FastifyReply }>();
  server = fastify();
  server.get('/', (_, reply) => {
    void reply.header('x-of-all', 'yes');
    // By itself it is a promise of its own end.
    resolve({ reply });
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as AddressInfo;
  const answered = new Promise<IncomingMessage>((done) => {
    const request = get({ port, host: '127.0.0.1' }, (response) => done(response.on('error', () => undefined)));
    request.on('error', () => undefined);
  });
  const { reply } = await promise;
  const stream = new EventStream(reply);
  stream.send('before ');
  stream.open();
  return { stream, reply, response: await answered };
}

describe('a stream', () => {
  it('sends as it is told to, from before it was open on', async () => {
    const { stream, response } = await opened();
    stream.send('after');
    stream.end();
    expect(response.headers['x-of-all']).toBe('yes');
    expect((await response.toArray()).join('')).toBe('before after');
    stream.send('too late');
  });

  it('is closed to a reader who does not take it, and keeps little until then', async () => {
    const { stream, reply } = await opened();
    const text = 'x'.repeat(10_000);
    let most = 0;
    for (let sent = 0; sent < 10_000 && !reply.raw.destroyed; sent += 1) {
      stream.send(text);
      most = Math.max(most, reply.raw.writableLength);
      if (sent % 100 === 0) await sleep(1);
    }
    expect([reply.raw.destroyed, most < 2_000_000]).toEqual([true, true]);
  });

  it('is not held open by such a reader when it ends', async () => {
    const { stream, reply } = await opened();
    for (let sent = 0; sent < 200 && reply.raw.writableLength < 500_000; sent += 1) {
      stream.send('x'.repeat(400_000));
      await sleep(1);
    }
    stream.end();
    await sleep(600);
    expect(reply.raw.destroyed).toBe(true);
  });
});

describe('all streams', () => {
  it('hear every 15 s that they are still there, until they leave', () => {
    jest.useFakeTimers();
    const streams = new EventStreams(readSettings({}));
    const seat = streams.seat('203.0.113.1');
    if (typeof seat === 'string') throw new Error(seat);
    const sent: string[] = [];
    // What a seat does with a stream is these two; a whole one wants a connection.
    seat.take({ send: (text: string) => sent.push(text), end: () => sent.push('end') } as unknown as EventStream);
    jest.advanceTimersByTime(14_000);
    expect(sent).toEqual([]);
    jest.advanceTimersByTime(31_000);
    expect(sent).toEqual([': still here\n\n', ': still here\n\n', ': still here\n\n']);
    seat.leave();
    seat.leave();
    jest.advanceTimersByTime(60_000);
    expect([sent.length, streams.open]).toEqual([3, 0]);
  });

  it('end with the program, and none begins any more', () => {
    const streams = new EventStreams(readSettings({}));
    const [early, late] = [streams.seat('203.0.113.1'), streams.seat('203.0.113.1')];
    if (typeof early === 'string' || typeof late === 'string') throw new Error('no seat');
    const sent: string[] = [];
    // It is ended, and nothing else.
    const stream = (name: string) => ({ end: () => sent.push(name) }) as unknown as EventStream;
    early.take(stream('early'));
    streams.onModuleDestroy();
    late.take(stream('late'));
    expect([sent, streams.seat('203.0.113.2')]).toEqual([['early', 'late'], 'STOPPING']);
  });
});
