// What the list of `npm run bench -- events` costs without a program: the same JSON, made by one SQL query, over a bare Node
// HTTP server with the same driver. A process of its own; it says on which port it listens.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Connection, connect } from '../src/platform/db/database.ts';

const QUERY = `
  with page as (
    select id from (
      (select id, starts_at from event_session
        where is_listed and starts_at < $1::timestamptz and tstzrange(starts_at, ends_at) @> $1::timestamptz)
      union all
      (select id, starts_at from event_session where is_listed and starts_at >= $1::timestamptz order by starts_at, id limit 51)
    ) both_parts order by starts_at, id limit 50
  )
  select json_build_object('data', json_build_object('programme', json_build_object('edges', json_agg(json_build_object('node',
    json_build_object('id', s.id,
      'start', to_char(s.starts_at at time zone s.zone, 'YYYY-MM-DD"T"HH24:MI:SS') || to_char((s.starts_at at time zone s.zone)
        - (s.starts_at at time zone 'UTC'), '+HH24:MI'),
      'end', to_char(s.ends_at at time zone s.zone, 'YYYY-MM-DD"T"HH24:MI:SS') || to_char((s.ends_at at time zone s.zone)
        - (s.ends_at at time zone 'UTC'), '+HH24:MI'),
      'happeningStatus', s.happening_status, 'place', s.place,
      'branch', json_build_object('slug', b.slug, 'nameUk', b.name_uk),
      'room', case when s.place = 'ROOM' then json_build_object('id', r.id, 'nameUk', r.name_uk) end,
      'event', json_build_object('id', e.id, 'titleUk', e.title_uk, 'kind', e.kind,
        'audiences', (select json_agg(json_build_object('slug', a.slug, 'nameUk', a.name_uk) order by ea.position)
          from event_audience ea join audience a on a.id = ea.audience_id where ea.event_id = e.id),
        'primaryMeasure', (select json_build_object('number', m.number, 'title', m.title)
          from event_measure em join measure m on m.id = em.measure_id where em.event_id = e.id and em.is_primary))
    )) order by s.starts_at, s.id))))::text as answer
  from page join event_session s using (id) join event e on e.id = s.event_id join branch b on b.id = s.branch_id
    left join room r on r.id = s.room_id`;

const sql = connect(JSON.parse(process.argv[2] ?? '') as Connection, { max: 10, onnotice: () => undefined });

const server = createServer((incoming, response) => {
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.on('end', () => {
    const { variables } = JSON.parse(Buffer.concat(chunks).toString()) as { variables: { filter: { from: string } } };
    sql.unsafe<{ answer: string }[]>(QUERY, [variables.filter.from], { prepare: true }).then(
      ([row]) => {
        response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
        response.end(row?.answer);
      },
      (error: unknown) => {
        response.writeHead(500);
        response.end(String(error));
      },
    );
  });
});
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
