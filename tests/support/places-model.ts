/** What is to become of places, told without tables: dates with lists of parties, a clock, and who comes every time. */

export const TERMS = { opens: 5 * 24 * 60, closes: 60, stops: 120, lasts: 90 };

export interface Party {
  who: number;
  size: number;
  state: 'confirmed' | 'waiting';
}

interface ModelDate {
  /** In minutes, as all times here. */
  start: number;
  capacity: number;
  off: boolean;
  /** Live ones, in the order of their coming. */
  parties: Party[];
  /** Whoever has ever had a row here. */
  known: Set<number>;
}

export class PlacesModel {
  now = 0;
  standing: { who: number; size: number }[] = [];
  talked = new Set<number>();
  readonly dates: ModelDate[];
  readonly together: boolean;
  readonly asks: boolean;

  constructor(set: { starts: number[]; capacity: number; together: boolean; asks: boolean }) {
    this.together = set.together;
    this.asks = set.asks;
    this.dates = set.starts.map((start) => ({
      start,
      capacity: set.capacity,
      off: false,
      parties: [],
      known: new Set(),
    }));
  }

  taken = ({ parties }: ModelDate): number =>
    parties.reduce((sum, { size, state }) => (state === 'confirmed' ? sum + size : sum), 0);

  arrive(who: number, n: number, size: number, every: boolean): void {
    const asked = this.at(n);
    const isHere = this.partyAt(asked, who) !== undefined;
    if (!isHere && !this.takes(asked, who, size)) return;
    if (this.together) this.join(who, asked, size);
    else if (every) this.comeEveryTime(who, asked, size);
    else if (!isHere) this.seat([asked], who, size);
  }

  take(who: number, n: number): void {
    const date = this.at(n);
    const party = this.partyAt(date, who);
    if (this.together || party?.state !== 'waiting' || !this.nobodyMovesUp(date)) return;
    if (!this.isClosed(date) && !this.isTooMany(date, party.size)) party.state = 'confirmed';
  }

  leave(who: number, n: number): void {
    const date = this.at(n);
    if (!this.partyAt(date, who) || this.isOver(date)) return;
    this.giveUp(who, this.with(date));
  }

  resize(who: number, n: number, size: number): void {
    const date = this.at(n);
    if (!this.partyAt(date, who) || date.off || this.isOver(date) || size > date.capacity) return;
    const own = this.with(date).flatMap((one) => {
      const party = this.partyAt(one, who);
      return party ? [{ one, party }] : [];
    });
    const grows = ({ one, party }: (typeof own)[number]) =>
      party.state === 'confirmed' && size - party.size > one.capacity - this.taken(one);
    if (own.some(grows)) return;
    for (const { party } of own) party.size = size;
    this.promote(this.with(date));
  }

  stop(who: number, keep: boolean): void {
    if (!this.standing.some((one) => one.who === who)) return;
    this.standing = this.standing.filter((one) => one.who !== who);
    if (!keep) this.giveUp(who, this.coming());
  }

  setCapacity(n: number, capacity: number): void {
    const date = this.at(n);
    date.capacity = Math.max(capacity, this.taken(date), 1);
    this.promote(this.with(date));
  }

  callOff(n: number): void {
    if (!this.isOver(this.at(n))) this.at(n).off = true;
  }

  pass(minutes: number): void {
    this.now += minutes;
    this.promote(this.dates);
  }

  /** What the clock does after every step: who comes every time sits where a date takes them. */
  seatStanding(): void {
    if (this.together) return;
    for (const date of this.dates)
      for (const { who, size } of this.standing)
        if (!date.known.has(who) && this.takes(date, who, size)) this.seat([date], who, size);
  }

  private at(n: number): ModelDate {
    const date = this.dates[n % this.dates.length];
    if (!date) throw new Error('no such date');
    return date;
  }

  private partyAt = ({ parties }: ModelDate, who: number): Party | undefined =>
    parties.find((party) => party.who === who);

  private isOver = ({ start }: ModelDate): boolean => start + TERMS.lasts <= this.now;
  private isComing = ({ start, off }: ModelDate): boolean => !off && start > this.now;
  private coming = (): ModelDate[] => this.dates.filter(this.isComing);

  private with(date: ModelDate): ModelDate[] {
    return this.together ? [...new Set([date, ...this.coming()])] : [date];
  }

  private isClosed = (date: ModelDate): boolean =>
    this.isOverForAll(date) || this.isFullAtLast(date);
  private isOverForAll = ({ start, off }: ModelDate): boolean =>
    off || this.now >= start - TERMS.closes;
  private isFullAtLast = (date: ModelDate): boolean =>
    this.nobodyMovesUp(date) && this.taken(date) >= date.capacity;
  private nobodyMovesUp = ({ start }: ModelDate): boolean => this.now >= start - TERMS.stops;
  private isEarly = ({ start }: ModelDate): boolean => this.now < start - TERMS.opens;

  private takes(date: ModelDate, who: number, size: number): boolean {
    if (this.isClosed(date) || this.isEarly(date)) return false;
    return (!this.asks || this.talked.has(who)) && !this.isTooMany(date, size);
  }

  private isTooMany = (date: ModelDate, size: number): boolean =>
    size > date.capacity - (this.nobodyMovesUp(date) ? this.taken(date) : 0);

  private join(who: number, asked: ModelDate, size: number): void {
    if (this.asks && !this.talked.has(who)) return;
    const wanted = this.with(asked).filter((date) => !this.partyAt(date, who));
    const joined = wanted.filter((date) => !this.isClosed(date));
    if (joined.some((date) => !this.isEarly(date) && this.isTooMany(date, size))) return;
    this.seat(joined, who, size);
  }

  private comeEveryTime(who: number, asked: ModelDate, size: number): void {
    for (const date of new Set([asked, ...this.coming()])) {
      const free = date === asked ? !this.partyAt(date, who) : !date.known.has(who);
      if (free && this.takes(date, who, size)) this.seat([date], who, size);
    }
    if (!this.standing.some((one) => one.who === who)) this.standing.push({ who, size });
  }

  /** At all of them, or at the end of each queue. */
  private seat(dates: ModelDate[], who: number, size: number): void {
    const fits = dates.every((date) => this.taken(date) + size <= date.capacity);
    for (const { parties, known } of dates) {
      parties.push({ who, size, state: fits ? 'confirmed' : 'waiting' });
      known.add(who);
    }
  }

  private giveUp(who: number, dates: ModelDate[]): void {
    for (const date of dates) date.parties = date.parties.filter((party) => party.who !== who);
    this.promote(dates);
  }

  private promote(dates: ModelDate[]): void {
    const moving = dates.filter(({ start, off }) => !off && this.now < start - TERMS.stops);
    if (this.together) this.promoteAt(moving);
    else for (const date of moving) this.promoteAt([date]);
  }

  private promoteAt(dates: ModelDate[]): void {
    const waiting = dates.flatMap((date) =>
      date.parties.filter(({ state }) => state === 'waiting').map((party) => ({ date, party })),
    );
    for (const places of Map.groupBy(waiting, ({ party }) => party.who).values()) {
      if (places.some(({ date, party }) => this.taken(date) + party.size > date.capacity)) continue;
      for (const { party } of places) party.state = 'confirmed';
    }
  }
}
