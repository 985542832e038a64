/** The browsers of those who press and of those on duty, as a portal meets them: forms and a socket. */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type { SignedIn } from '#accounts/server';

export interface Address {
  url: string;
  /** What the portal goes by, where one comes to it by another way. */
  origin?: string;
  transports?: ('websocket' | 'polling')[];
}

const post = ({ url, origin = url }: Address, path: string, fields: object, cookie = '') =>
  fetch(`${url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    // Without `accept` an action is answered as JSON.
    headers: { origin, cookie, accept: 'text/html' },
    body: new URLSearchParams({ ...fields }),
  });

const cookiesOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

/** For good: else whoever is put out as they leave would come back for ever, to whatever listens at that port next. */
const left = new WeakSet<Socket>();

function leave(socket: Socket): void {
  left.add(socket);
  socket.disconnect();
}

function connect(address: Address, namespace: string, cookie: string): Socket {
  const { url, origin = url, transports = ['websocket'] } = address;
  const socket = io(`${url}${namespace}`, {
    forceNew: true,
    transports,
    reconnectionDelay: 200,
    reconnectionDelayMax: 1_000,
    extraHeaders: { origin, cookie },
  });
  // Sent away or put out by the server the library would rest for good; a page comes back.
  const comeBack = () => {
    if (!socket.active) setTimeout(() => !left.has(socket) && socket.connect(), 300);
  };
  socket.on('connect_error', comeBack);
  socket.on('disconnect', (reason) => {
    if (reason === 'io server disconnect') comeBack();
  });
  return socket;
}

/** One act of the desk's page. */
export const actAtDesk = (
  address: Address,
  cookie: string,
  act: 'answer' | 'pass' | 'end',
  contactId: string,
): Promise<Response> => post(address, `/staff/desk?/${act}`, { contactId }, cookie);

/** The person's page as it reads now. */
export const talkPage = async ({ url }: Address, cookie: string): Promise<string> =>
  (await fetch(`${url}/talk`, { headers: { cookie } })).text();

/** Words left for a window, for a day rather than now. */
export const leaveWords = (
  address: Address,
  cookie: string,
  contactId: string,
): Promise<Response> =>
  post(address, `/talk?/leaveWords&contact=${contactId}`, { words: 'あす読んでください' }, cookie);

interface Form {
  formToken: string;
  code5: string;
  words: string;
}

/** One try to press by the page's form: the cookies it is answered with, undefined where nobody took it. */
export const pressAt = (address: Address, form: Form): Promise<string | undefined> =>
  pressTaken(address, form).catch(() => undefined);

async function pressTaken(address: Address, form: Form): Promise<string> {
  const answer = await post(address, '/talk?/press', form);
  if (answer.status === 303) return cookiesOf(answer);
  throw new Error(`the press was answered by ${answer.status}: ${await answer.text()}`);
}

/** Somebody whose page follows their contact. */
export class PersonDevice {
  readonly cookie: string;
  readonly contactId: string;
  readonly socket: Socket;

  private constructor(cookie: string, contactId: string, socket: Socket) {
    this.cookie = cookie;
    this.contactId = contactId;
    this.socket = socket;
    socket.on('connect', () => {
      void socket.emitWithAck('contact:follow', {}).catch(() => undefined);
    });
  }

  static async press(address: Address, code5: string, words: string): Promise<PersonDevice> {
    const cookie = await pressTaken(address, { formToken: randomUUID(), code5, words });
    const socket = connect(address, '/participant', cookie);
    const { value } = (await socket.emitWithAck('contact:follow', {})) as {
      value: { contactId: string };
    };
    return new PersonDevice(cookie, value.contactId, socket);
  }

  leave(): void {
    leave(this.socket);
  }
}

/** An open desk, which acknowledges until it is closed. */
export class DeskDevice {
  readonly accountId: string;
  readonly cookie: string;
  readonly socket: Socket;
  private readonly address: Address;

  private constructor(address: Address, { viewer, cookie: { name, value } }: SignedIn) {
    this.address = address;
    this.accountId = viewer.accountId;
    this.cookie = `${name}=${value}`;
    this.socket = connect(address, '/staff', this.cookie);
    this.socket.on('lease:ask', (acknowledge: () => void) => acknowledge());
    this.socket.on('connect', () => void this.open());
  }

  static async open(address: Address, staff: SignedIn): Promise<DeskDevice> {
    const desk = new DeskDevice(address, staff);
    await desk.open();
    return desk;
  }

  /** Cut off meanwhile, it is said again as soon as the line stands. */
  private open(): Promise<unknown> {
    return this.socket.emitWithAck('desk:open', {}).catch(() => undefined);
  }

  answer(contactId: string): Promise<Response> {
    return actAtDesk(this.address, this.cookie, 'answer', contactId);
  }

  /** Answers, and holds the talk from then on. */
  async takes(contactId: string): Promise<void> {
    const answer = await this.answer(contactId);
    if (answer.status !== 303)
      throw new Error(`the desk was refused by ${answer.status}: ${await answer.text()}`);
  }

  pass(contactId: string): Promise<Response> {
    return actAtDesk(this.address, this.cookie, 'pass', contactId);
  }

  end(contactId: string): Promise<Response> {
    return actAtDesk(this.address, this.cookie, 'end', contactId);
  }

  leave(): void {
    leave(this.socket);
  }
}

/** Milliseconds until something is so. */
export async function until(isSo: () => Promise<boolean>, withinMs: number): Promise<number> {
  const begun = performance.now();
  while (!(await isSo())) {
    if (performance.now() - begun > withinMs) throw new Error(`not within ${withinMs} ms`);
    await pause(50);
  }
  return performance.now() - begun;
}
