/** Work that is dear (slow hashes): few at a time, some waiting, and the rest told so. */
export function turns(atOnce: number, queue: number) {
  let running = 0;
  const waiting: (() => void)[] = [];

  return async function inTurn<T>(work: () => Promise<T>): Promise<T | 'busy'> {
    if (running >= atOnce) {
      if (waiting.length >= queue) return 'busy';
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // A waiting one takes over this place; only an unwanted place is given back.
      if (next) next();
      else running -= 1;
    }
  };
}
