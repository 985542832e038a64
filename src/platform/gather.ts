/**
 * Calls of one tick go together, in the order they came; those that come while they are under way wait and go as the next
 * ones: one transaction and one flush to disk serve them all. A lone call goes at the end of its tick.
 */
export function gather<In, Out>(
  act: (inputs: In[]) => Promise<Out[]>,
  { most, blamesOne, between, afterAll }: Gathering,
): (input: In) => Promise<Out> {
  const waiting: Call<In, Out>[] = [];
  /** To be tried one by one, before anybody else. */
  const alone: Call<In, Out>[] = [];
  let isUnderWay = false;

  async function run(calls: Call<In, Out>[]): Promise<void> {
    try {
      const answers = await act(calls.map(({ input }) => input));
      // One answer for each input, in order.
      calls.forEach(({ resolve }, n) => resolve(answers[n] as Out));
    } catch (error) {
      // Where nobody is at fault, whoever waits behind would wait as long for the same.
      if (!blamesOne(error)) refuse([...calls, ...alone.splice(0), ...waiting.splice(0)], error);
      else if (calls.length === 1) refuse(calls, error);
      // Where one of several is, the others shall not go down with it.
      else alone.push(...calls);
    }
  }

  async function runAll(): Promise<void> {
    while (alone.length + waiting.length > 0) {
      await run(alone.length > 0 ? alone.splice(0, 1) : waiting.splice(0, most));
      await between?.();
    }
    isUnderWay = false;
    afterAll?.();
  }

  return (input) =>
    new Promise<Out>((resolve, reject) => {
      waiting.push({ input, resolve, reject });
      if (isUnderWay) return;
      isUnderWay = true;
      setImmediate(() => void runAll());
    });
}

/** The same for each key by itself: whoever waits long at one keeps nobody waiting at another. */
export function gatherBy<In, Out>(
  keyOf: (input: In) => string,
  act: (inputs: In[]) => Promise<Out[]>,
  gathering: Omit<Gathering, 'afterAll'>,
): (input: In) => Promise<Out> {
  const lanes = new Map<string, (input: In) => Promise<Out>>();
  return (input) => {
    const key = keyOf(input);
    const lane = lanes.get(key) ?? gather(act, { ...gathering, afterAll: () => lanes.delete(key) });
    lanes.set(key, lane);
    return lane(input);
  };
}

interface Gathering {
  most: number;
  /** Whether one of several is at fault, who then fails alone. */
  blamesOne: (error: unknown) => boolean;
  /** Waited for after each go, before the next. */
  between?: () => Promise<unknown>;
  /** Called when nobody waits any more. */
  afterAll?: () => void;
}

function refuse<In, Out>(calls: Call<In, Out>[], error: unknown): void {
  for (const { reject } of calls) reject(error);
}

interface Call<In, Out> {
  input: In;
  resolve: (answer: Out) => void;
  reject: (error: unknown) => void;
}
