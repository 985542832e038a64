/** How long work keeps everybody else waiting, in this thread's own time: other programs on the machine do not count. */

const spent = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

/** Milliseconds of the longest stretch in which nothing else could have had its turn. */
export async function longestTurnOf(work: () => Promise<unknown>): Promise<number> {
  let [last, longest, working] = [spent(), 0, true];
  const look = () => {
    longest = Math.max(longest, spent() - last);
    last = spent();
    if (working) setImmediate(look);
  };
  setImmediate(look);
  try {
    await work();
  } finally {
    working = false;
  }
  look();
  return longest;
}
