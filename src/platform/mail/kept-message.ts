import type { ParsedMail } from 'mailparser';

/** A part that is not the text: a file, an invitation. */
export interface KeptPart {
  readonly fileName: string;
  readonly contentType: string;
  readonly content: Uint8Array;
}

/** A kept message as a mail program shows it. */
export interface KeptMessage {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly text: string;
  readonly html: string | null;
  readonly parts: readonly KeptPart[];
}

const SHOWN = ['From', 'To', 'Subject', 'Date', 'Message-ID', 'Auto-Submitted'];

/** Reads a message by its bytes (RFC 5322), as its recipient's program would. */
export async function readKeptMessage(raw: Uint8Array): Promise<KeptMessage> {
  // Only development reads mail: the program's start does not wait for the parser.
  const { simpleParser } = await import('mailparser');
  const mail = await simpleParser(Buffer.from(raw), {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipTextLinks: true,
  });
  return {
    headers: SHOWN.flatMap((name) => {
      const value = headerOf(mail, name);
      return value ? [[name, value]] : [];
    }),
    text: mail.text ?? '',
    html: mail.html || null,
    parts: mail.attachments.map(({ filename, contentType, content }, at) => ({
      fileName: filename ?? `part-${at + 1}`,
      contentType,
      content,
    })),
  };
}

function headerOf(mail: ParsedMail, name: string): string {
  if (name === 'Subject') return mail.subject ?? '';
  if (name === 'From') return mail.from?.text ?? '';
  if (name === 'To')
    return [mail.to ?? []]
      .flat()
      .map(({ text }) => text)
      .join(', ');
  const line = mail.headerLines.find(({ key }) => key === name.toLowerCase())?.line ?? '';
  return line.slice(line.indexOf(':') + 1).trim();
}
