/** The mock's time: counted from a start, or the machine's. */
export type ClockSetting = { readonly start: string; readonly step: number } | 'real';

/** Tells the moment of a request by its number: the same run has the same times. */
export class Clock {
  readonly #start: number;
  readonly #step: number | undefined;

  constructor(setting: ClockSetting) {
    this.#start = setting === 'real' ? Date.now() : Date.parse(setting.start);
    this.#step = setting === 'real' ? undefined : setting.step;
    if (Number.isNaN(this.#start)) throw new RangeError(`${JSON.stringify(setting)} starts at no date`);
  }

  milliseconds(ticks: number): number {
    if (this.#step !== undefined) return this.#start + ticks * this.#step;
    return ticks === 0 ? this.#start : Date.now();
  }

  /** ISO 8601 in UTC. */
  at(ticks: number): string {
    return new Date(this.milliseconds(ticks)).toISOString();
  }
}
