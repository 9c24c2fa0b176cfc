// The form that is open to everybody, in the hands of robots, of the impatient, and of those who mean harm.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { limits } from '../src/identity/limit.tables.ts';
import { ProposalForms } from '../src/events/proposals/proposal.forms.ts';
import { auditEntries } from '../src/platform/audit/audit.tables.ts';
import { newId } from '../src/platform/ids/id.ts';
import { outgoingMails } from '../src/platform/mail/mail.tables.ts';
import { mailsTo, mailTo } from './identity-lab.ts';
import { PROPOSE, ProposalLab, TEXTS } from './proposal-lab.ts';

let lab: ProposalLab;
beforeAll(async () => {
  lab = await ProposalLab.start({ jobs: true });
});
afterAll(() => lab.app.stop());

/** How many rows there are of whatever a proposal writes, the counting of attempts aside. */
const written = () =>
  Promise.all([
    lab.rows().then(({ length }) => length),
    ...[auditEntries, outgoingMails].map((table) => lab.database.reader.$count(table)),
  ]);

describe('a form', () => {
  it('brings one proposal, however often it is sent at once, and answers all alike', async () => {
    const form = await lab.aRipeForm();
    const before = await written();
    const from = lab.aNetwork();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => lab.propose({ form, contactEmail: 'one@ngo.example' }, from)),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ type: 'ProposalReceived' });
    expect(await written()).toEqual(before.map((count) => count + 1));
    // Each sending after the first is no attempt of its own.
    const counted = await lab.database.reader.select().from(limits);
    expect(counted.map(({ attempts }) => attempts)).toEqual([1, 1]);
  });

  it('answers as the first time, also when it comes again with other words, later, and from elsewhere', async () => {
    const form = await lab.aRipeForm();
    const first = await lab.propose({ form });
    const before = await written();
    lab.later(3 * 86_400);
    expect(await lab.propose({ form, title: 'Інша', organisation: null })).toEqual(first);
    expect(await written()).toEqual(before);
  });

  it.each<[string, number, string]>([
    ['at once', 0, 'FormOutdated'],
    ['after four seconds', 4, 'FormOutdated'],
    ['a moment later', 4.001, 'ProposalReceived'],
    ['just within a day', 86_399.999, 'ProposalReceived'],
    ['after a day', 86_400, 'FormOutdated'],
    ['after a year', 31_536_000, 'FormOutdated'],
  ])('sent %s (%d s)', async (_, seconds, outcome) => {
    const form = await lab.aForm();
    const before = await written();
    lab.later(seconds);
    expect((await lab.propose({ form })).type).toBe(outcome);
    expect(await written()).toEqual(before.map((count) => count + (outcome === 'ProposalReceived' ? 1 : 0)));
  });

  it('that was refused as too quick may be sent again', async () => {
    const form = await lab.aForm();
    expect(await lab.propose({ form })).toMatchObject({ kind: 'FormOutdated' });
    lab.later(5);
    expect(await lab.propose({ form })).toMatchObject({ type: 'ProposalReceived' });
  });

  it('is known again by every process of the program, and by no other program', async () => {
    const here = new ProposalForms(lab.database, lab.app.clock);
    const { token } = await here.give();
    lab.later(5);
    expect((await lab.propose({ form: token })).type).toBe('ProposalReceived');
    const other = await ProposalLab.start();
    const foreign = await new ProposalForms(other.database, lab.app.clock).give();
    await other.app.stop();
    lab.later(5);
    expect((await lab.propose({ form: foreign.token })).type).toBe('FormOutdated');
  });

  it('has one key also when many want the first one', async () => {
    const fresh = await ProposalLab.start();
    const forms = Array.from({ length: 8 }, () => new ProposalForms(fresh.database, lab.app.clock));
    const given = await Promise.all(forms.map((one) => one.give()));
    for (const { token } of given) expect(await forms[0]!.read(token)).not.toBeNull();
    await fresh.app.stop();
  });

  it('cannot be made up, edited, or spelt otherwise', async () => {
    const form = await lab.aForm();
    lab.later(5);
    const bytes = Buffer.from(form.slice(4), 'base64url');
    const edited = Array.from({ length: bytes.length }, (_, at) => {
      const other = Buffer.from(bytes);
      other[at]! ^= 1;
      return `zkf_${other.toString('base64url')}`;
    });
    const made = [
      ...['', 'zkf_', 'x', form.slice(0, -1), `${form}A`, `${form}=`, ` ${form}`, form.slice(4), form.toUpperCase()],
      ...[form.replace('zkf_', 'zkl_'), form.replaceAll('-', '+').replaceAll('_', '/'), `${form}\0`, '{}', '🎉'],
      `zkf_${Buffer.alloc(57).toString('base64url')}`,
    ];
    const before = await written();
    const reading = new ProposalForms(lab.database, lab.app.clock);
    for (const forged of [...edited, ...made]) expect([forged, await reading.read(forged)]).toEqual([forged, null]);
    for (const forged of [edited[0]!, edited.at(-1)!, ...made]) {
      expect([forged, (await lab.propose({ form: forged })).type]).toEqual([forged, 'FormOutdated']);
    }
    expect(await written()).toEqual(before);
    expect((await lab.propose({ form })).type).toBe('ProposalReceived');
  });
});

describe('a robot that fills what people do not see', () => {
  it('is answered like everybody, and nothing is kept', async () => {
    const [form, honest] = [await lab.aForm(), await lab.aForm()];
    lab.later(5);
    const before = await written();
    const answers = [];
    for (let time = 0; time < 3; time += 1) answers.push(await lab.propose({ form, website: 'https://spam.example' }));
    expect(answers[0]).toEqual({ type: 'ProposalReceived', reference: expect.stringMatching(/^\w{5}-\w{5}$/) });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect(await written()).toEqual(before);
    expect(Object.keys(await lab.propose({ form: honest, website: '' }))).toEqual(Object.keys(answers[0]!));
    expect(await written()).toEqual(before.map((count) => count + 1));
  });

  it('hears of the same refusals', async () => {
    const form = await lab.aForm();
    expect((await lab.propose({ form, website: 'x' })).type).toBe('FormOutdated');
    const from = lab.aNetwork();
    for (let time = 0; time < 10; time += 1) await lab.propose({ website: 'x' }, from);
    expect(await lab.propose({ website: 'x' }, from)).toMatchObject({ kind: 'TooManyAttempts' });
  });
});

describe('too many proposals', () => {
  it('from one network are slowed down, and those from another are not', async () => {
    const from = '2001:db8:1:2:3::1';
    for (let time = 0; time < 10; time += 1) {
      expect((await lab.propose({}, from)).type).toBe('ProposalReceived');
    }
    const before = await written();
    const form = await lab.aRipeForm();
    const slowed = await lab.propose({ form }, '2001:db8:1:2:ffff::9');
    expect(slowed).toMatchObject({ kind: 'TooManyAttempts', type: 'TooManyAttempts' });
    expect(slowed.message).toMatch(/через \d+ с/);
    expect(await written()).toEqual(before);
    expect((await lab.propose({ form }, '2001:db8:1:3::1')).type).toBe('ProposalReceived');
    lab.later(slowed.retryAfter! + 1);
    expect((await lab.propose({}, from)).type).toBe('ProposalReceived');
  });

  it('with one address are slowed down, wherever they come from, and its owner gets few mails', async () => {
    for (let time = 0; time < 5; time += 1) await lab.propose({ contactEmail: 'victim@ngo.example' });
    expect(await lab.propose({ contactEmail: ' Victim@NGO.example' })).toMatchObject({ kind: 'TooManyAttempts' });
    expect((await lab.propose({ contactEmail: 'another@ngo.example' })).type).toBe('ProposalReceived');
  });

  it('at once pass the limit no more than one by one', async () => {
    const from = lab.aNetwork();
    const forms = await Promise.all(Array.from({ length: 30 }, () => lab.aForm()));
    lab.later(5);
    const types = await Promise.all(forms.map(async (form) => (await lab.propose({ form }, from)).type));
    expect(types.filter((type) => type === 'ProposalReceived')).toHaveLength(10);
    expect(types.filter((type) => type === 'TooManyAttempts')).toHaveLength(20);
  });

  it('do not fit into one request', async () => {
    const [form, other] = [await lab.aForm(), await lab.aForm()];
    lab.later(5);
    const one = PROPOSE.replace('mutation ($input: ProposeEventInput!) {', '').slice(0, -1);
    const query = `mutation ($input: ProposeEventInput!, $other: ProposeEventInput!) { ${one}
      ${one.replace('result:', 'second:').replace('$input', '$other')} }`;
    const before = await written();
    const { errors } = await lab.post(query, { input: lab.input(form), other: lab.input(other) });
    expect(errors?.[0]?.extensions.code).toBe('QUERY_TOO_LARGE');
    expect(await written()).toEqual(before);
  });
});

describe('what is written in the form', () => {
  it.each<[string, Record<string, unknown>]>([
    ['a title too long', { title: 'а'.repeat(201) }],
    ['a description too long', { description: 'а'.repeat(4_001) }],
    ['times too long', { wishedTimes: 'а'.repeat(501) }],
    ['an organisation too long', { organisation: 'а'.repeat(201) }],
    ['a name of nothing', { contactName: ' \u200b\n' }],
    ['an empty description', { description: '\u0000' }],
    ['a form without end', { form: 'zkf_'.repeat(100) }],
    ['an address with a line end', { contactEmail: 'a@b.ua\r\nBcc: c@d.ua' }],
    ['two addresses', { contactEmail: 'a@b.ua,c@d.ua' }],
    ['a telephone number of letters', { contactPhone: 'немає' }],
    ['too many people', { expectedPeople: 10_001 }],
    ['nobody', { expectedPeople: 0 }],
    ['too many audiences', { audienceIds: Array.from({ length: 21 }, () => newId()) }],
    ['a field that nobody knows', { pupils: ['Іван'] }],
    ['a kind that nobody knows', { kind: 'PARTY' }],
  ])('is refused with %s', async (_, parts) => {
    const form = await lab.aRipeForm();
    const before = await written();
    const { errors } = await lab.post(PROPOSE, { input: lab.input(form, parts) });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(await written()).toEqual(before);
  });

  it.each<[string, Record<string, unknown>]>([
    ['branch', { branchId: newId() }],
    ['branch by a word', { branchId: "' or 1=1 --" }],
    ['measure', { measureId: newId() }],
    ['audience', { audienceIds: [newId()] }],
    ['audience by a word', { audienceIds: ['PUPILS'] }],
  ])('is not found with an unknown %s', async (_, parts) => {
    const { errors } = await lab.post(PROPOSE, { input: lab.input(await lab.aRipeForm(), parts) });
    expect(errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  it('is larger than a request may be', async () => {
    const body = JSON.stringify({
      query: PROPOSE,
      variables: { input: lab.input('x', { website: 'я'.repeat(60_000) }) },
    });
    const headers = { 'content-type': 'application/json' };
    expect((await lab.app.fetch('/graphql', { method: 'POST', headers, body })).status).toBe(413);
  });

  it('is kept as text, whatever it would like to be', async () => {
    const evil = `<script>alert(1)</script><img src=x onerror=alert(1)> ' ; drop table event; -- {{7*7}} \${7*7} =cmd|' /C calc'!A0`;
    const { id } = await lab.proposed({
      title: evil.slice(0, 200),
      description: `${evil}\r\n${evil}`,
      organisation: evil,
    });
    expect(await lab.see(id)).toMatchObject({
      ...{ title: evil.slice(0, 200), description: `${evil}\n${evil}`, organisation: evil },
    });
  });

  it('counts characters of people, also at the longest', async () => {
    const title = 'ї'.repeat(200);
    const { id } = await lab.proposed({ title });
    expect(await lab.see(id)).toMatchObject({ title });
  });
});

describe('the mails to the proposer', () => {
  it('say that it came, and what became of it, in their language, in none of the words of the form', async () => {
    const [uk, en] = ['uk@ngo.example', 'en@ngo.example'];
    const first = await lab.proposed({ contactEmail: uk, kind: 'LECTURE' });
    const second = await lab.proposed({ contactEmail: en }, { as: null, language: 'en' });
    const [came, cameToo] = [await mailTo(lab.app, uk), await mailTo(lab.app, en)];
    expect(came.subject).toBe(`Пропозицію ${first.reference} отримано`);
    expect(cameToo.subject).toBe(`Proposal ${second.reference} received`);
    await lab.convert({ id: first.id, version: 1 });
    await lab.decline(second.id);
    const [accepted, declined] = [await mailTo(lab.app, uk, 2), await mailTo(lab.app, en, 2)];
    expect(accepted.subject).toBe(`Пропозицію ${first.reference} прийнято`);
    expect(declined.subject).toBe(`Proposal ${second.reference} declined`);
    expect(declined.text).toContain('Зала зайнята.\nСпробуйте восени.');
    for (const { text, subject } of [came, cameToo, accepted, declined]) {
      for (const words of Object.values(TEXTS)) expect(`${subject} ${text}`).not.toContain(words);
    }
  });

  it('are not kept for somebody who was forgotten, nor sent to them any more', async () => {
    const contactEmail = 'gone@ngo.example';
    const { id } = await lab.proposed({ contactEmail });
    await mailTo(lab.app, contactEmail);
    await lab.forget(id);
    expect(await mailsTo(lab.app, contactEmail)).toEqual([]);
  });

  it('lie in no queue with an address', async () => {
    const contactEmail = 'queue@ngo.example';
    await lab.proposed({ contactEmail });
    for (const table of ['pgboss.job', 'outgoing_mail']) {
      const rows = await lab.database.reader.execute(`select * from ${table}`);
      expect(JSON.stringify(rows)).not.toContain('queue@ngo');
    }
  });
});
