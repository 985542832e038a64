/** Mail to staff, where the operator gave a way out for it. An address is used for this one message and kept nowhere. */
import { z } from 'zod';
import { seconds } from '#platform/clock';
import { config } from '#platform/config';
import { log } from '#platform/log';

const PATIENCE = seconds(10);

/** Whether this installation sends mail at all. */
export const mailIsOffered = (): boolean => config().SMTP_URL !== undefined;

/** One address, of one line. */
export const isMailAddress = (text: string): boolean => z.email().max(254).safeParse(text).success;

/** Handed to the operator's server, which may still send it back; `failed` where it took nothing. */
export async function mail(message: {
  to: string;
  subject: string;
  text: string;
}): Promise<'mailed' | 'failed'> {
  const { SMTP_URL: url, MAIL_FROM: from } = config();
  if (!url || !isMailAddress(message.to)) return 'failed';
  try {
    const { createTransport } = await import('nodemailer');
    const timeouts = {
      connectionTimeout: PATIENCE,
      greetingTimeout: PATIENCE,
      socketTimeout: PATIENCE,
    };
    const nothingElse = { disableFileAccess: true, disableUrlAccess: true };
    await createTransport({ url, ...timeouts, ...nothingElse }).sendMail({ from, ...message });
    return 'mailed';
  } catch (error) {
    // What the server says may repeat the address.
    log.warn({ code: (error as { code?: string }).code }, 'mail could not be sent');
    return 'failed';
  }
}
