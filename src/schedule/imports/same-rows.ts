/** Two organisations that become one have had lists with the same rows read in: each row goes on as one series. */
export interface SameRow {
  /** The series of whoever takes over, and that of the entry. */
  theirs: string;
  entrys: string;
  /** Made of the very same content. */
  alike: boolean;
  theirsUntouched: boolean;
  entrysUntouched: boolean;
}

export interface Joined {
  /** Has the rows from now on. */
  stays: string;
  other: string;
  /** The other goes, its rows along; else it stays as the draft it is, of none of these rows any more. */
  otherGoes: boolean;
}

/**
 * The entry's series keeps the row where a person has worked on it: people may know it. Else the one of whoever takes
 * over does. The other series goes where it is the same and nobody has touched it: so nothing is lost, and nothing is
 * public twice, as what takes over never was public.
 */
export function joined(pair: SameRow): Joined {
  const { theirs, entrys, alike, theirsUntouched, entrysUntouched } = pair;
  return entrysUntouched
    ? { stays: theirs, other: entrys, otherGoes: alike }
    : { stays: entrys, other: theirs, otherGoes: alike && theirsUntouched };
}

/** Each in turn; of a series that goes there is no second row to join. */
export function joinedInTurn(pairs: SameRow[]): Joined[] {
  const gone = new Set<string>();
  return pairs.flatMap((pair) => {
    if (gone.has(pair.theirs) || gone.has(pair.entrys)) return [];
    const one = joined(pair);
    if (one.otherGoes) gone.add(one.other);
    return [one];
  });
}
