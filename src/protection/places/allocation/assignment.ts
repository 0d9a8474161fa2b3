/**
 * Shares out beds exactly: each child at most one bed, each place at most its beds, and the sum of what is gained as large as
 * it can be. Shortest augmenting paths with prices (Jonker-Volgenant), where a place has several beds. Whole numbers only, so
 * that nothing is rounded.
 */
export type Gains = {
  readonly children: number;
  readonly beds: Int32Array;
  /** What child c gains in place p, at `c * beds.length + p`; below zero where it may not be. */
  readonly gain: Float64Array;
};

export type Assigned = { /** The place of each child, or -1. */ readonly placeOf: Int32Array; readonly total: number };

type Search = {
  readonly cost: Float64Array;
  readonly price: Float64Array;
  readonly placeOf: Int32Array;
  readonly inPlace: readonly number[][];
  readonly beds: Int32Array;
  /** Beside the places there is one in which there is always room: nowhere. */
  readonly width: number;
};

type Path = { readonly end: number; readonly from: Int32Array; readonly far: Float64Array; readonly done: Uint8Array; readonly reached: number };

/** The cheapest way to make room for one child: through whom it moves on, until somewhere there is a bed left. */
function shortestPath({ cost, price, placeOf, inPlace, beds, width }: Search, child: number): Path {
  const far = new Float64Array(width).fill(Number.POSITIVE_INFINITY);
  const from = new Int32Array(width).fill(-1);
  const done = new Uint8Array(width);
  const spread = (c: number, base: number) => {
    const row = c * width;
    const home = placeOf[c] ?? -1;
    // What it costs to leave: nothing is reduced below zero, because prices are kept true.
    const own = home < 0 ? 0 : (cost[row + home] as number) - (price[home] as number);
    for (let p = 0; p < width; p++) {
      if (done[p]) continue;
      const reached = base + (cost[row + p] as number) - (price[p] as number) - own;
      if (reached < (far[p] as number)) {
        far[p] = reached;
        from[p] = c;
      }
    }
  };
  spread(child, 0);
  for (;;) {
    let next = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let p = 0; p < width; p++) {
      if (!done[p] && (far[p] as number) < least) {
        least = far[p] as number;
        next = p;
      }
    }
    done[next] = 1;
    const there = inPlace[next] as number[];
    if (there.length < (beds[next] as number)) return { end: next, from, far, done, reached: least };
    for (const c of there) spread(c, least);
  }
}

/** Moves everybody on the way one on, and keeps the prices true. */
function moveAlong({ price, placeOf, inPlace }: Search, child: number, { end, from, far, done, reached }: Path): void {
  for (let p = 0; p < price.length; p++) if (done[p]) price[p] = (price[p] as number) + (far[p] as number) - reached;
  for (let p = end; ; ) {
    const c = from[p] as number;
    const before = placeOf[c] as number;
    placeOf[c] = p;
    (inPlace[p] as number[]).push(c);
    if (c === child) return;
    const left = inPlace[before] as number[];
    left.splice(left.indexOf(c), 1);
    p = before;
  }
}

export function assign({ children, beds, gain }: Gains): Assigned {
  const places = beds.length;
  const width = places + 1;
  let most = 0;
  for (const one of gain) if (one > most) most = one;
  const cost = new Float64Array(children * width);
  for (let c = 0; c < children; c++) {
    for (let p = 0; p < places; p++) {
      const gained = gain[c * places + p] as number;
      cost[c * width + p] = gained < 0 ? Number.POSITIVE_INFINITY : most - gained;
    }
    cost[c * width + places] = most;
  }
  const search: Search = {
    cost,
    price: new Float64Array(width),
    placeOf: new Int32Array(children).fill(-1),
    inPlace: Array.from({ length: width }, () => []),
    beds: Int32Array.from([...beds, children + 1]),
    width,
  };
  for (let c = 0; c < children; c++) moveAlong(search, c, shortestPath(search, c));
  let total = 0;
  const placeOf = search.placeOf.map((p, c) => {
    if (p === places) return -1;
    total += gain[c * places + p] as number;
    return p;
  });
  return { placeOf, total };
}
