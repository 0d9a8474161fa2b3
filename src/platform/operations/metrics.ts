/** Numbers of a running server, in the text form that Prometheus reads. There is no way in for a value that a person gave. */
export type RequestCounts = {
  /** `route`: the pattern, as it was declared, and never the address. */
  note: (request: { method: string; route: string; status: number; seconds: number }) => void;
  text: () => string;
};

export type Gauge = { name: string; help: string; values: readonly { labels?: Readonly<Record<string, string>>; value: number }[] };

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
/** Upper bounds in seconds. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const escaped = (value: string) => value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
const labelled = (labels: Readonly<Record<string, string>> = {}) => {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length > 0 ? `{${pairs.join(',')}}` : '';
};
const head = (name: string, help: string, type: 'counter' | 'gauge' | 'histogram') => `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;

export function countRequestsOf(): RequestCounts {
  const counts = new Map<string, { labels: Record<string, string>; count: number }>();
  const buckets = BOUNDS.map(() => 0);
  let [sum, all] = [0, 0];
  return {
    note({ method, route, status, seconds }) {
      // A method can be any word; one that we do not know could say anything.
      const labels = { method: METHODS.has(method) ? method : 'other', route, status: `${Math.floor(status / 100)}xx` };
      const key = JSON.stringify(labels);
      const known = counts.get(key) ?? { labels, count: 0 };
      known.count++;
      counts.set(key, known);
      for (const [at, bound] of BOUNDS.entries()) if (seconds <= bound) buckets[at] = (buckets[at] ?? 0) + 1;
      sum += seconds;
      all++;
    },
    text() {
      const lines = [...counts.values()].map(({ labels, count }) => `keerpunt_requests_total${labelled(labels)} ${count}\n`);
      const shares = BOUNDS.map((bound, at) => `keerpunt_request_seconds_bucket{le="${bound}"} ${buckets[at]}\n`);
      return (
        `${head('keerpunt_requests_total', 'Requests, by the pattern of the route and the class of the status.', 'counter')}${lines.join('')}` +
        `${head('keerpunt_request_seconds', 'How long requests took.', 'histogram')}${shares.join('')}` +
        `keerpunt_request_seconds_bucket{le="+Inf"} ${all}\nkeerpunt_request_seconds_sum ${sum}\nkeerpunt_request_seconds_count ${all}\n`
      );
    },
  };
}

/** Gauges as text; one without a value is left out. */
export const gaugesText = (gauges: readonly Gauge[]): string =>
  gauges
    .filter(({ values }) => values.length > 0)
    .map(({ name, help, values }) => `${head(name, help, 'gauge')}${values.map(({ labels, value }) => `${name}${labelled(labels)} ${value}\n`).join('')}`)
    .join('');
