/** As many dates as there is room for, in order of time: of every meeting one before a second of any, as each comes first. */
export function eachOnceFirst<Row extends { seriesId: string }>(rows: Row[], room: number): Row[] {
  const turns = new Map<string, number>();
  const inTurn = rows.map((row, at) => {
    const turn = turns.get(row.seriesId) ?? 0;
    turns.set(row.seriesId, turn + 1);
    return { row, at, turn };
  });
  return inTurn
    .sort((a, b) => a.turn - b.turn || a.at - b.at)
    .slice(0, room)
    .sort((a, b) => a.at - b.at)
    .map(({ row }) => row);
}
