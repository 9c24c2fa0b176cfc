import { html, type Markup } from '../platform/http/markup.ts';
import type { Language } from '../platform/language/language.ts';
import { cleanLine, cleanText } from '../platform/text/text.rules.ts';
import type { Block, Fact, Item, Letter, Link } from './letter.rules.ts';
import type { MessageData, MessageKind } from './message.data.ts';
import { letterOf, type OwnWords, type Recipient } from './message.texts.rules.ts';

export interface MessageText {
  /** One line of at most 200 characters. */
  readonly subject: string;
  readonly text: string;
  /** The same, with styles of its own and nothing that is fetched from elsewhere. */
  readonly html: string;
}

/** What is said to somebody, without its address: for the mail and for its preview alike. */
export function messageText<Kind extends MessageKind>(
  kind: Kind,
  data: MessageData[Kind],
  recipient: Recipient,
  words?: OwnWords,
): MessageText {
  const letter = letterOf(kind, data, recipient, words);
  return { subject: letter.subject, text: plainText(letter), html: page(letter, recipient.language).text };
}

function plainText({ blocks, footer }: Letter): string {
  const links = footer.links.map(({ label, url }) => `${cleanLine(label)}:\n${cleanLine(url)}`);
  return `${[...blocks.map(plainBlock), ['—', cleanLine(footer.why), ...links].join('\n')].filter(Boolean).join('\n\n')}\n`;
}

function plainBlock(block: Block): string {
  switch (block.kind) {
    case 'TEXT':
      return cleanLine(block.text);
    case 'WORDS':
      return cleanText(block.text);
    case 'FACTS':
      return block.facts.map(plainFact).join('\n');
    case 'LINK':
      return `${cleanLine(block.link.label)}:\n${cleanLine(block.link.url)}`;
    case 'LIST':
      return block.items.map(plainItem).join('\n\n');
  }
}

function plainFact([label, ...lines]: Fact): string {
  const told = lines.map(cleanLine);
  return told.length > 1 ? `${label}:\n${told.map((line) => `  — ${line}`).join('\n')}` : `${label}: ${told.join('')}`;
}

function plainItem({ title, lines, url }: Item): string {
  return [
    `• ${cleanLine(title)}`,
    ...[...lines, ...(url === null ? [] : [url])].map((line) => `  ${cleanLine(line)}`),
  ].join('\n');
}

const BODY = 'margin:0;padding:16px;background:#ffffff;color:#1a1a1a;font:16px/1.5 Arial,Helvetica,sans-serif';
const COLUMN = 'max-width:600px;margin:0 auto';
const PARAGRAPH = 'margin:0 0 16px';
const WORDS = `${PARAGRAPH};padding-left:12px;border-left:3px solid #c8c8c8`;
const LABEL = 'padding:2px 12px 2px 0;text-align:left;vertical-align:top;font-weight:normal;color:#595959';
const VALUE = 'padding:2px 0;vertical-align:top';
const BUTTON =
  'display:inline-block;padding:10px 18px;border-radius:4px;background:#0b57a4;color:#ffffff;font-weight:bold';
const FOOTER = 'margin:24px 0 0;padding-top:12px;border-top:1px solid #c8c8c8;font-size:14px;color:#595959';

function page({ subject, blocks, footer }: Letter, language: Language): Markup {
  const links = footer.links.map((link) => html`<br />${anchor(link)}`);
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${subject}</title>
      </head>
      <body style="${BODY}">
        <div style="${COLUMN}">
          ${blocks.map(markupOf)}
          <p style="${FOOTER}">${cleanLine(footer.why)}${links}</p>
        </div>
      </body>
    </html> `;
}

function markupOf(block: Block): Markup {
  switch (block.kind) {
    case 'TEXT':
      return html`<p style="${PARAGRAPH}">${cleanLine(block.text)}</p> `;
    case 'WORDS':
      return html`<p style="${WORDS}">${broken(cleanText(block.text).split('\n'))}</p> `;
    case 'FACTS':
      return html`<table role="presentation" style="${PARAGRAPH};border-collapse:collapse">
        ${block.facts.map(row)}
      </table> `;
    case 'LINK':
      return html`<p style="${PARAGRAPH}">${anchor(block.link, BUTTON)}</p> `;
    case 'LIST':
      return html`<ul style="${PARAGRAPH};padding-left:20px">
        ${block.items.map(itemMarkup)}
      </ul> `;
  }
}

function row([label, ...lines]: Fact): Markup {
  return html`<tr>
    <th style="${LABEL}">${label}</th>
    <td style="${VALUE}">${broken(lines)}</td>
  </tr>`;
}

function itemMarkup({ title, lines, url }: Item): Markup {
  const told = url === null ? lines : [...lines, url];
  return html`<li style="margin:0 0 12px"><strong>${cleanLine(title)}</strong><br />${broken(told)}</li>`;
}

/** Lines, of which those that are addresses can be followed. */
function broken(lines: readonly string[]): Markup[] {
  return lines.map((line, at) => {
    const told = cleanLine(line);
    return html`${at > 0 ? [html`<br />`] : []}${isWebAddress(told) ? anchor({ label: told, url: told }) : told}`;
  });
}

function anchor({ label, url }: Link, style = 'color:#0b57a4'): Markup {
  const [told, address] = [cleanLine(label), cleanLine(url)];
  return isWebAddress(address) ? html`<a href="${address}" style="${style}">${told}</a>` : html`${told}: ${address}`;
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s"'<>]+$/i.test(text);
}
