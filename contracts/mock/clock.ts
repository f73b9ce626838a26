/** The mock's time: counted from a start, or the machine's. */
export type ClockSetting = { readonly start: string; readonly step: number } | 'real';

/** Tells the moment of a request by its number: the same run has the same times. */
export class Clock {
  readonly #start: number;
  readonly #step: number | undefined;
  #day = Number.NaN;
  #date = '';

  constructor(setting: ClockSetting) {
    this.#start = setting === 'real' ? Date.now() : Date.parse(setting.start);
    this.#step = setting === 'real' ? undefined : setting.step;
    if (Number.isNaN(this.#start)) throw new RangeError(`${JSON.stringify(setting)} starts at no date`);
  }

  milliseconds(ticks: number): number {
    if (this.#step !== undefined) return this.#start + ticks * this.#step;
    return ticks === 0 ? this.#start : Date.now();
  }

  /** ISO 8601 in UTC. The day is written once: it is asked for with every request. */
  at(ticks: number): string {
    const now = this.milliseconds(ticks);
    const day = Math.floor(now / perDay);
    if (day !== this.#day) {
      this.#day = day;
      this.#date = new Date(day * perDay).toISOString().slice(0, -13);
    }
    const rest = now - day * perDay;
    const seconds = Math.floor(rest / 1000);
    const ms = rest - seconds * 1000;
    const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    return `${this.#date}${two[h]}:${two[m]}:${two[s]}.${ms === 0 ? '000' : digits(ms, 3)}Z`;
  }
}

const perDay = 24 * 60 * 60 * 1000;

const two = Array.from({ length: 60 }, (_, value) => digits(value, 2));

function digits(value: number, count: number): string {
  return String(Math.floor(value)).padStart(count, '0');
}
