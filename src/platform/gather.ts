/**
 * Calls that come while one is under way wait together and go as the next one, in the order they came: one transaction
 * and one flush to disk serve them all. A lone call goes at once.
 */
export function gather<In, Out>(
  act: (inputs: In[]) => Promise<Out[]>,
  { most, blamesOne }: { most: number; blamesOne: (error: unknown) => boolean },
): (input: In) => Promise<Out> {
  const waiting: Call<In, Out>[] = [];
  let isUnderWay = false;

  async function run(calls: Call<In, Out>[]): Promise<void> {
    try {
      const answers = await act(calls.map(({ input }) => input));
      // One answer for each input, in order.
      calls.forEach(({ resolve }, n) => resolve(answers[n] as Out));
    } catch (error) {
      // Where one of several is at fault, the others shall not go down with it.
      if (calls.length > 1 && blamesOne(error)) for (const call of calls) await run([call]);
      else for (const { reject } of calls) reject(error);
    }
  }

  async function runAll(): Promise<void> {
    isUnderWay = true;
    while (waiting.length > 0) await run(waiting.splice(0, most));
    isUnderWay = false;
  }

  return (input) =>
    new Promise<Out>((resolve, reject) => {
      waiting.push({ input, resolve, reject });
      if (!isUnderWay) void runAll();
    });
}

interface Call<In, Out> {
  input: In;
  resolve: (answer: Out) => void;
  reject: (error: unknown) => void;
}
