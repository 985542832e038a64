/** A process on the same database that does as it is told, on the clock it is given, until it is killed. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

interface Asked {
  id: number;
  verb: string;
  given: unknown[];
}

interface Answer {
  id: number;
  value?: unknown;
  error?: string;
}

/** What a process does, by name; each answers what the verb of the same name does. */
const verbsOf = async () => {
  const [accounts, rooms, duty, urgent, { joinOtherProcesses }, { replaceClock, now }] =
    await Promise.all([
      import('#accounts/server'),
      import('#rooms/server'),
      import('#duty/server'),
      import('#urgent/server'),
      import('#platform/everywhere'),
      import('#platform/clock'),
    ]);
  return {
    ...accounts,
    ...rooms,
    ...duty,
    ...urgent,
    join: async () => void (await joinOtherProcesses(() => undefined)),
    setClock: (ms: number) => void replaceClock(() => ms),
    /** What the loops do each second. */
    async look() {
      for (const task of [...duty.dutyTasks, ...urgent.urgentTasks])
        if (task.name === 'presence' || task.name === 'contacts') await task.run(now());
    },
  };
};
type Verbs = Awaited<ReturnType<typeof verbsOf>>;
type Verb = {
  [Name in keyof Verbs]: Verbs[Name] extends (...given: never[]) => unknown ? Name : never;
}[keyof Verbs];

export class OtherProcess {
  private readonly child: ChildProcess;
  private asked = 0;

  private constructor(child: ChildProcess) {
    this.child = child;
  }

  static async start(clock: Date): Promise<OtherProcess> {
    const child = fork(import.meta.filename, { serialization: 'advanced' });
    await once(child, 'message');
    const started = new OtherProcess(child);
    await started.ask('setClock', clock.getTime());
    await started.ask('awaitDesks');
    return started;
  }

  /** 'killed' where it was killed before it answered, and nobody knows how far it came. */
  async ask<Name extends Verb>(
    verb: Name,
    ...given: Parameters<Verbs[Name]>
  ): Promise<Awaited<ReturnType<Verbs[Name]>> | 'killed'> {
    if (!this.child.connected) return 'killed';
    const id = (this.asked += 1);
    // Killed at this very moment, its exit tells.
    this.child.send({ id, verb, given } satisfies Asked, () => undefined);
    const answer = await this.answerTo(id);
    if (answer === 'killed') return answer;
    if (answer.error) throw new Error(`${verb}: ${answer.error}`);
    // What the verb of that name gave, copied on its way.
    return answer.value as Awaited<ReturnType<Verbs[Name]>>;
  }

  private answerTo(id: number): Promise<Answer | 'killed'> {
    return new Promise((resolve) => {
      const hear = (answer: Answer) => answer.id === id && settle(answer);
      const end = () => settle('killed');
      const settle = (answer: Answer | 'killed') => {
        this.child.off('message', hear).off('exit', end);
        resolve(answer);
      };
      this.child.on('message', hear).on('exit', end);
    });
  }

  async kill(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }
}

async function serve(tell: (message: object) => void): Promise<void> {
  const verbs = (await verbsOf()) as unknown as Record<string, (...given: unknown[]) => unknown>;
  process.on('message', ({ id, verb, given }: Asked) => {
    void (async () => verbs[verb]?.(...given))().then(
      (value) => tell({ id, value }),
      (error: unknown) => tell({ id, error: String(error) }),
    );
  });
  process.on('disconnect', () => process.exit());
  tell({ id: 0 });
}

if (process.argv[1] === import.meta.filename)
  await serve((message) => void process.send?.(message));
