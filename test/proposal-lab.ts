// The venues and the plan of programme-lab.ts, and the words in which tests speak of proposals from outside.
import { ProposalSweep } from '../src/events/proposals/proposal.sweep.ts';
import { eventProposals, type ProposalRow } from '../src/events/proposals/proposal.tables.ts';
import { newId } from '../src/platform/ids/id.ts';
import { type Answer, type Asking, startTestApp } from './app.ts';
import { bearer } from './people.ts';
import { LIBRARIAN, ProgrammeLab } from './programme-lab.ts';

type Parts = Record<string, unknown>;

export interface Seen {
  readonly id: string;
  readonly version: number;
  readonly kind?: string;
  readonly message?: string;
  readonly state?: string;
  readonly reference?: string;
  readonly retryAfter?: number;
  readonly event?: Parts | null;
  readonly [field: string]: unknown;
}

const PROPOSAL = `... on Proposal { id version state reference organisation contactName contactEmail contactPhone title
  description proposedKind: kind wishedTimes expectedPeople language reason createdAt decidedAt purgedAt decidedBy viewerCan
  audiences { code } branch { slug } measure { number }
  event { id editorialStatus eventKind: kind titleUk descriptionUk } }`;
const REFUSAL = `... on Refusal { kind message } ... on ProposalDecided { state }
  ... on ChangedMeanwhile { current { id version } }`;
export const PROPOSE = `mutation ($input: ProposeEventInput!) { result: proposeEvent(input: $input) {
  type: __typename ... on ProposalReceived { reference } ... on Refusal { kind message } ... on TooManyAttempts { retryAfter } } }`;
export const CONVERT = `mutation ($input: ConvertProposalInput!) { result: convertProposal(input: $input) { ${PROPOSAL} ${REFUSAL} } }`;
export const DECLINE = `mutation ($id: ID!, $version: Int!, $reason: String!) {
  result: declineProposal(id: $id, version: $version, reason: $reason) { ${PROPOSAL} ${REFUSAL} } }`;
export const FORGET = `mutation ($id: ID!) { result: forgetProposal(id: $id) { ${PROPOSAL} } }`;
export const READ = `query ($id: ID!) { result: proposal(id: $id) { ${PROPOSAL} } }`;
export const LIST = `query ($filter: ProposalFilter, $first: Int! = 100) {
  result: proposals(filter: $filter, first: $first) { edges { node { id title } } } }`;

export const TEXTS = {
  organisation: 'ГО «Берег надії»',
  contactName: 'Зоряна Клен',
  contactPhone: '+380 63 222 33 44',
  title: 'Вечір пам’яті',
  description: 'Читаємо листи.\nРозмовляємо.',
  wishedTimes: 'вівторки по обіді, у травні',
};

let networks = 0;

export class ProposalLab extends ProgrammeLab {
  /** The clock stands at 2019-03-01 10:00 in Kyiv; with `jobs` mails go out. */
  static override async start(options: { readonly jobs?: boolean } = {}): Promise<ProposalLab> {
    const lab = new ProposalLab(await startTestApp({ TRUST_PROXY: 'loopback' }, options));
    lab.app.clock.set('2019-03-01T08:00:00Z');
    await lab.found();
    return lab;
  }

  /** Asks from a network of its own, unless one is named. */
  async post<Result = Seen>(query: string, variables: Parts, from = this.aNetwork(), asking: Asking = {}) {
    const response = await this.app.fetch('/graphql', {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', 'x-forwarded-for': from, ...bearer(asking.as ?? null) },
        ...(asking.language && { 'accept-language': asking.language }),
      },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Omit<Answer<{ result: Result }>, 'status' | 'headers'>;
  }

  aNetwork(): string {
    networks += 1;
    return `10.7.${networks >> 8}.${networks & 255}`;
  }

  async aForm(): Promise<string> {
    const { data } = await this.post<{ token: string }>('{ result: proposalForm { token } }', {});
    return data.result.token;
  }

  later(seconds: number): void {
    this.app.clock.set(new Date(this.app.clock.now().getTime() + seconds * 1_000).toISOString());
  }

  /** A form that may be sent by now. */
  async aRipeForm(): Promise<string> {
    const form = await this.aForm();
    this.later(5);
    return form;
  }

  input(form: string, parts: Parts = {}): Parts {
    return { form, ...TEXTS, contactEmail: `${newId()}@ngo.example`, ...parts };
  }

  async propose(parts: Parts = {}, from?: string, asking?: Asking): Promise<Seen> {
    const input = this.input((parts['form'] as string | undefined) ?? (await this.aRipeForm()), parts);
    const { data, errors } = await this.post(PROPOSE, { input }, from, asking);
    if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
    return data.result;
  }

  /** A proposal as its staff first sees it. */
  async proposed(parts: Parts = {}, asking?: Asking): Promise<Seen> {
    const { reference } = await this.propose(parts, undefined, asking);
    const [id] = await this.listed({ reference }, { as: 'admin' });
    return (await this.see(id!, { as: 'admin' }))!;
  }

  async listed(filter: Parts = {}, asking: Asking = LIBRARIAN): Promise<string[]> {
    const { edges } = await this.asked<{ edges: { node: { id: string } }[] }>(LIST, { filter }, asking);
    return edges.map(({ node }) => node.id);
  }

  see = (id: string, asking: Asking = LIBRARIAN) => this.asked<Seen | null>(READ, { id }, asking);
  convert = (input: Parts, asking: Asking = LIBRARIAN) =>
    this.asked<Seen>(CONVERT, { input: { ...this.target(), ...input } }, asking);
  decline = (id: string, version = 1, asking: Asking = LIBRARIAN) =>
    this.asked<Seen>(DECLINE, { id, version, reason: 'Зала зайнята.\nСпробуйте восени.' }, asking);
  forget = (id: string, asking: Asking = LIBRARIAN) => this.asked<Seen>(FORGET, { id }, asking);
  sweep = () => this.app.nest.get(ProposalSweep).sweep();

  target(): Parts {
    return { branchId: this.branches.central, primaryMeasureId: this.measures.public };
  }

  rows(): Promise<ProposalRow[]> {
    return this.database.reader.select().from(eventProposals);
  }
}
