type AskingChild = {
  readonly child: string;
  /** 0 is the most urgent. */
  readonly urgency: number;
  /** The places that are possible for it, and how well each fits, from 0 to 100. */
  readonly fits: ReadonlyMap<string, number>;
  /** Brothers and sisters who stay together carry the same one; they get beds in one place, or the desk decides. */
  readonly group: string | null;
};

/** Several children and the beds there are. */
export type Asked = {
  readonly children: readonly AskingChild[];
  readonly beds: ReadonlyMap<string, number>;
  /** Pairs who may not sleep in one place. */
  readonly apart: readonly (readonly [string, string])[];
};
